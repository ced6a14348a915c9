"""Uses the fleet as scripts do that others wrote on boto3, and prints as JSON what it found. Argument: which part."""

import json
import sys
import time
from datetime import datetime, timedelta, timezone

import boto3
from botocore.exceptions import ClientError

rds = boto3.client("rds")
quickly = {"Delay": 1, "MaxAttempts": 30}
# Members that AWS always sends, so that scripts read them without asking whether they are there.
ALWAYS = [
    "AssociatedRoles", "AvailabilityZones", "BackupRetentionPeriod", "ClusterCreateTime", "CopyTagsToSnapshot",
    "CrossAccountClone", "DBClusterArn", "DBClusterMembers", "DBClusterParameterGroup", "DBSubnetGroup",
    "DbClusterResourceId", "DeletionProtection", "Endpoint", "EngineVersion", "HostedZoneId", "HttpEndpointEnabled",
    "IAMDatabaseAuthenticationEnabled", "MasterUsername", "MultiAZ", "Port", "PreferredBackupWindow",
    "PreferredMaintenanceWindow", "ReadReplicaIdentifiers", "ReaderEndpoint", "StorageEncrypted", "TagList",
    "VpcSecurityGroups",
]


def arn(kind, name):
    return f"arn:aws:rds:eu-central-1:111122223333:{kind}:{name}"


def ids(pages, listing, key):
    return sorted(each[key] for page in pages for each in page[listing])


def tags_of(name):
    return {each["Key"]: each["Value"] for each in rds.list_tags_for_resource(ResourceName=arn("cluster", name))["TagList"]}


def cluster(name):
    return rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"][0]


def refusal(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def read():
    pages = lambda operation: rds.get_paginator(operation).paginate(PaginationConfig={"PageSize": 20})
    first = rds.describe_db_clusters(Marker="", MaxRecords=20)
    rds.get_waiter("db_cluster_available").wait(DBClusterIdentifier="orders", WaiterConfig=quickly)
    rds.get_waiter("db_instance_available").wait(DBInstanceIdentifier="orders-1", WaiterConfig=quickly)
    orders = cluster("orders")
    group = rds.describe_db_subnet_groups(DBSubnetGroupName=orders["DBSubnetGroup"])["DBSubnetGroups"][0]
    attributes = rds.describe_db_cluster_snapshot_attributes(DBClusterSnapshotIdentifier="before-upgrade")
    return {
        "clusters": ids(pages("describe_db_clusters"), "DBClusters", "DBClusterIdentifier"),
        "first": [len(first["DBClusters"]), "Marker" in first],
        "instances": ids(pages("describe_db_instances"), "DBInstances", "DBInstanceIdentifier"),
        "manual": ids(
            rds.get_paginator("describe_db_cluster_snapshots").paginate(SnapshotType="manual"),
            "DBClusterSnapshots",
            "DBClusterSnapshotIdentifier",
        ),
        "missing": [name for name in ALWAYS if name not in orders],
        "securityGroups": [each["Status"] for each in orders["VpcSecurityGroups"]],
        "iamAuthentication": orders["IAMDatabaseAuthenticationEnabled"],
        "subnets": len(group["Subnets"]) > 1 and all(each["SubnetStatus"] == "Active" for each in group["Subnets"]),
        "shared": attributes["DBClusterSnapshotAttributesResult"]["DBClusterSnapshotAttributes"],
    }


def offers():
    """What a restore asks for, and the recipe in the tags of a snapshot."""
    majors = rds.get_paginator("describe_db_major_engine_versions").paginate(Engine="aurora-postgresql")
    ends = {
        each["MajorEngineVersion"]: [
            life["LifecycleSupportEndDate"].date().isoformat() for life in each["SupportedEngineLifecycles"]
        ]
        for page in majors
        for each in page["DBMajorEngineVersions"]
    }
    versions = rds.get_paginator("describe_db_engine_versions").paginate(Engine="neptune")
    options = rds.get_paginator("describe_orderable_db_instance_options").paginate(Engine="docdb", DBInstanceClass="db.r6g.large")
    groups = rds.get_paginator("describe_db_cluster_parameter_groups").paginate()
    quotas = {each["AccountQuotaName"]: each["Max"] for each in rds.describe_account_attributes()["AccountQuotas"]}
    tag = {"Key": "dormouse:recipe-1", "Value": "v1 01 0123456789abcdef cluster:arn:aws:rds:eu-central-1:111122223333:cluster:orders port:5432 flags:iamAuth+copyTags subnets:a=20b"}
    rds.create_db_cluster_snapshot(DBClusterIdentifier="orders", DBClusterSnapshotIdentifier="with-recipe", Tags=[tag])
    kept = rds.describe_db_cluster_snapshots(DBClusterSnapshotIdentifier="with-recipe")["DBClusterSnapshots"][0]["TagList"]
    return {
        "ends": ends["13"],
        "families": sorted({each["DBParameterGroupFamily"] for page in versions for each in page["DBEngineVersions"]}),
        "zones": sorted({len(each["AvailabilityZones"]) for page in options for each in page["OrderableDBInstanceOptions"]}),
        "groups": all(
            each["DBClusterParameterGroupName"] == "default." + each["DBParameterGroupFamily"]
            for page in groups
            for each in page["DBClusterParameterGroups"]
        ),
        "instances": [each["DBParameterGroupFamily"] for each in rds.describe_db_parameter_groups(MaxRecords=20)["DBParameterGroups"]][:1],
        "quotas": [quotas["DBClusters"], quotas["DBInstances"]],
        "tag": [each["Value"] == tag["Value"] for each in kept if each["Key"] == tag["Key"]],
        "refused": [
            refusal(rds.describe_db_parameter_groups, DBParameterGroupName="none"),
            refusal(
                rds.restore_db_cluster_from_snapshot,
                DBClusterIdentifier="again",
                SnapshotIdentifier="before-upgrade",
                Engine="aurora-postgresql",
                DBClusterParameterGroupName="none",
            ),
        ],
    }


def until(name, status):
    for _ in range(30):
        if cluster(name)["Status"] == status:
            return status
        time.sleep(0.5)
    return cluster(name)["Status"]


def power():
    return [
        rds.stop_db_cluster(DBClusterIdentifier="idle")["DBCluster"]["Status"],
        until("idle", "stopped"),
        refusal(rds.stop_db_cluster, DBClusterIdentifier="idle"),
        rds.start_db_cluster(DBClusterIdentifier="idle")["DBCluster"]["Status"],
        until("idle", "available"),
    ]


def snapshots():
    given = {"DBClusterSnapshotIdentifier": "by-script"}
    made = rds.create_db_cluster_snapshot(
        DBClusterIdentifier="orders", **given, Tags=[{"Key": "by", "Value": "script"}]
    )["DBClusterSnapshot"]
    rds.get_waiter("db_cluster_snapshot_available").wait(**given, WaiterConfig=quickly)
    away = boto3.client("rds", region_name="us-west-2")
    copied = {"DBClusterSnapshotIdentifier": "by-script-copy"}
    away.copy_db_cluster_snapshot(
        SourceDBClusterSnapshotIdentifier=made["DBClusterSnapshotArn"],
        TargetDBClusterSnapshotIdentifier="by-script-copy",
        KmsKeyId="alias/recovery",
        SourceRegion="eu-central-1",  # boto3 signs a URL for it
        CopyTags=True,
    )
    away.get_waiter("db_cluster_snapshot_available").wait(**copied, WaiterConfig=quickly)
    copy = away.describe_db_cluster_snapshots(**copied)["DBClusterSnapshots"][0]
    rds.delete_db_cluster_snapshot(**given)
    rds.get_waiter("db_cluster_snapshot_deleted").wait(**given, WaiterConfig=quickly)
    return {
        "made": made["Status"],
        "copy": [copy["Status"], copy["SourceDBClusterSnapshotArn"], copy["StorageEncrypted"], copy["TagList"]],
        "gone": refusal(rds.describe_db_cluster_snapshots, **given),
    }


def restore():
    """A restore drill, from the snapshot to the last trace."""
    given = {"DBClusterIdentifier": "drill"}
    instance = {"DBInstanceIdentifier": "drill-1"}
    vpcs = boto3.client("ec2").describe_vpcs(
        VpcIds=[rds.describe_db_subnet_groups(DBSubnetGroupName="drills")["DBSubnetGroups"][0]["VpcId"]]
    )["Vpcs"]
    made = rds.restore_db_cluster_from_snapshot(
        **given,
        SnapshotIdentifier="before-upgrade",
        Engine="aurora-postgresql",
        DBSubnetGroupName="drills",
        PubliclyAccessible=False,
        Tags=[{"Key": "drill", "Value": "yes"}],
    )["DBCluster"]
    early = refusal(
        rds.create_db_instance, **instance, **given, DBInstanceClass="db.r6g.large", Engine="aurora-postgresql"
    )
    rds.get_waiter("db_cluster_available").wait(**given, WaiterConfig=quickly)
    rds.create_db_instance(
        **instance, **given, DBInstanceClass="db.r6g.large", Engine="aurora-postgresql", PubliclyAccessible=False
    )
    rds.get_waiter("db_instance_available").wait(**instance, WaiterConfig=quickly)
    rds.enable_http_endpoint(ResourceArn=made["DBClusterArn"])
    rds.modify_db_cluster(**given, ManageMasterUserPassword=True)
    secret = cluster("drill")["MasterUserSecret"]
    data = boto3.client("rds-data")
    statement = {
        "resourceArn": made["DBClusterArn"],
        "secretArn": secret["SecretArn"],
        "database": "shop",
        "sql": "select count(*) from orders",
    }
    unready = refusal(data.execute_statement, **statement)
    while cluster("drill")["MasterUserSecret"]["SecretStatus"] != "active":
        time.sleep(0.5)
    rows = data.execute_statement(**statement)["records"][0][0]["longValue"]
    full = refusal(rds.delete_db_cluster, **given, SkipFinalSnapshot=True)
    rds.delete_db_instance(**instance, SkipFinalSnapshot=True)
    rds.get_waiter("db_instance_deleted").wait(**instance, WaiterConfig=quickly)
    rds.delete_db_cluster(**given, SkipFinalSnapshot=True)
    rds.get_waiter("db_cluster_deleted").wait(**given, WaiterConfig=quickly)
    return {
        "vpc": [each["IsDefault"] for each in vpcs],
        "made": [made["Status"], made["TagList"], made["DBClusterMembers"]],
        "early": early,
        "unready": unready,
        "rows": 0 < rows < 5000,
        "full": full,
        "gone": refusal(rds.describe_db_clusters, **given),
    }


def point_in_time():
    latest = {"SourceDBClusterIdentifier": "orders", "UseLatestRestorableTime": True}
    made = rds.restore_db_cluster_to_point_in_time(DBClusterIdentifier="again", **latest)["DBCluster"]
    backups = rds.get_paginator("describe_db_cluster_automated_backups").paginate(DBClusterIdentifier="orders")
    window = [each["RestoreWindow"] for page in backups for each in page["DBClusterAutomatedBackups"]]
    again = {"DBClusterIdentifier": "again"}
    rds.get_waiter("db_cluster_available").wait(**again, WaiterConfig=quickly)
    rds.delete_db_cluster(**again, SkipFinalSnapshot=True)
    rds.get_waiter("db_cluster_deleted").wait(**again, WaiterConfig=quickly)
    early = {"SourceDBClusterIdentifier": "orders", "RestoreToTime": datetime(2020, 1, 1, tzinfo=timezone.utc)}
    return {
        "tags": sorted(each["Key"] for each in made["TagList"]),
        "window": window[0]["EarliestTime"] < window[0]["LatestTime"],
        "early": refusal(rds.restore_db_cluster_to_point_in_time, DBClusterIdentifier="early", **early),
    }


def files():
    """S3, IAM and Lambda, as evidence and checks need them."""
    s3 = boto3.client("s3")
    bucket = {"Bucket": "evidence"}
    s3.create_bucket(**bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}, ObjectLockEnabledForBucket=True)
    first = s3.put_object(**bucket, Key="open/a b.json", Body=b"{}", IfNoneMatch="*")
    again = refusal(s3.put_object, **bucket, Key="open/a b.json", Body=b"[]", IfNoneMatch="*")
    s3.put_object(**bucket, Key="open/a b.json", Body=b"[1]", IfMatch=first["ETag"])
    stale = refusal(s3.put_object, **bucket, Key="open/a b.json", Body=b"[2]", IfMatch=first["ETag"])
    for number in range(5):
        s3.put_object(**bucket, Key=f"evidence/{number:08}.json", Body=b"{}", ChecksumAlgorithm="SHA256")
    pages = s3.get_paginator("list_objects_v2").paginate(
        **bucket, Prefix="evidence/", StartAfter="evidence/00000001.json", PaginationConfig={"PageSize": 2}
    )
    s3.delete_object(**bucket, Key="open/a b.json")
    simulated = boto3.client("iam").simulate_principal_policy(
        PolicySourceArn="arn:aws:iam::111122223333:role/dormouse",
        ActionNames=["rds:DeleteDBCluster"],
        ResourceArns=[arn("cluster", "drill")],
    )["EvaluationResults"]
    invoked = boto3.client("lambda").invoke(FunctionName="check-graph", Payload=b"{}")
    return {
        "refused": [again, stale],
        "old": s3.get_object(**bucket, Key="open/a b.json", VersionId=first["VersionId"])["Body"].read().decode(),
        "pages": [[each["Key"] for each in page["Contents"]] for page in pages],
        "deleted": refusal(s3.get_object, **bucket, Key="open/a b.json"),
        "versions": [len(s3.list_object_versions(**bucket, Prefix="open/")[name]) for name in ["Versions", "DeleteMarkers"]],
        "head": s3.head_object(**bucket, Key="evidence/00000000.json", ChecksumMode="ENABLED")["ChecksumSHA256"][-1],
        "decisions": [each["EvalDecision"] for each in simulated],
        "function": [invoked["StatusCode"], json.load(invoked["Payload"])["ok"]],
    }


def tags():
    tagging = boto3.client("resourcegroupstaggingapi")
    find = lambda: tagging.get_paginator("get_resources").paginate(
        TagFilters=[{"Key": "env", "Values": ["dev"]}], ResourceTypeFilters=["rds:cluster"]
    )
    failed = tagging.tag_resources(ResourceARNList=[arn("cluster", "idle")], Tags={"owner": "anna"})["FailedResourcesMap"]
    found = ids(find(), "ResourceTagMappingList", "ResourceARN")
    rds.add_tags_to_resource(ResourceName=arn("cluster", "idle"), Tags=[{"Key": "until", "Value": "friday"}])
    both = tags_of("idle")
    rds.remove_tags_from_resource(ResourceName=arn("cluster", "idle"), TagKeys=["owner", "until"])
    return {"found": found, "failed": failed, "both": both, "after": tags_of("idle")}


def metrics():
    cloudwatch = boto3.client("cloudwatch")
    now = datetime.now(timezone.utc)
    span = {"StartTime": now - timedelta(hours=3), "EndTime": now}

    def metric(name):
        dimension = {"Name": "DBClusterIdentifier", "Value": name}
        return {"Namespace": "AWS/RDS", "MetricName": "DatabaseConnections", "Dimensions": [dimension]}

    def highest(name):
        answer = cloudwatch.get_metric_statistics(**metric(name), **span, Period=3600, Statistics=["Maximum"])
        return max((each["Maximum"] for each in answer["Datapoints"]), default=None)

    names = ["orders", "idle", "asleep"]
    queries = [
        {"Id": name, "MetricStat": {"Metric": metric(name), "Period": 300, "Stat": "Maximum"}} for name in names
    ]
    pages = cloudwatch.get_paginator("get_metric_data").paginate(MetricDataQueries=queries, **span)
    return {
        "statistics": {name: highest(name) for name in names},
        "data": {
            each["Id"]: [each["StatusCode"], max(each["Values"], default=None)]
            for page in pages
            for each in page["MetricDataResults"]
        },
    }


def errors():
    missing = {"DBClusterIdentifier": "no-such-cluster"}
    try:
        rds.describe_db_clusters(**missing)
    except rds.exceptions.DBClusterNotFoundFault as error:
        told = error.response["ResponseMetadata"]["HTTPStatusCode"]
    return {
        "status": told,
        "missing": refusal(rds.stop_db_cluster, **missing),
        "start": refusal(rds.start_db_cluster, DBClusterIdentifier="orders"),
        "stop": refusal(rds.stop_db_cluster, DBClusterIdentifier="asleep"),
        "instance": refusal(rds.describe_db_instances, DBInstanceIdentifier="no-such-instance"),
        "snapshot": refusal(rds.delete_db_cluster_snapshot, DBClusterSnapshotIdentifier="no-such-snapshot"),
        "subnets": refusal(rds.describe_db_subnet_groups, DBSubnetGroupName="no-such-group"),
        "tags": refusal(rds.list_tags_for_resource, ResourceName=arn("cluster", "no-such-cluster")),
    }


parts = {
    each.__name__: each
    for each in [read, power, snapshots, offers, restore, point_in_time, files, tags, metrics, errors]
}
print(json.dumps(parts[sys.argv[1]](), default=str))
