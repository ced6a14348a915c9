"""Prints as JSON the clusters and instances that boto3 finds at an endpoint, by Region: what they were made from and with,
and which VPC they are in. Arguments: the endpoint, then the Regions."""

import json
import sys

import boto3


def tags(resource):
    return {tag["Key"]: tag["Value"] for tag in resource.get("TagList", [])}


def read(endpoint, region):
    rds = boto3.client("rds", region_name=region, endpoint_url=endpoint)
    ec2 = boto3.client("ec2", region_name=region, endpoint_url=endpoint)
    default = {vpc["VpcId"]: vpc["IsDefault"] for vpc in ec2.describe_vpcs()["Vpcs"]}
    groups = {
        each["DBSubnetGroupName"]: default[each["VpcId"]] for each in rds.describe_db_subnet_groups()["DBSubnetGroups"]
    }
    clusters = rds.describe_db_clusters()["DBClusters"]
    instances = rds.describe_db_instances()["DBInstances"]
    return {
        "clusters": {
            each["DBClusterIdentifier"]: {
                "engine": [each["Engine"], each["EngineVersion"]],
                "group": each.get("DBSubnetGroup"),
                "isInDefaultVpc": groups.get(each.get("DBSubnetGroup")),
                "isProtected": each["DeletionProtection"],
                "port": each["Port"],
                "members": [member["DBInstanceIdentifier"] for member in each["DBClusterMembers"]],
                "tags": tags(each),
            }
            for each in clusters
        },
        "instances": {
            each["DBInstanceIdentifier"]: {
                "class": each["DBInstanceClass"],
                "isPublic": each.get("PubliclyAccessible"),
                "cluster": each.get("DBClusterIdentifier"),
                "tags": tags(each),
            }
            for each in instances
        },
        "snapshots": [each["DBClusterSnapshotIdentifier"] for each in rds.describe_db_cluster_snapshots()["DBClusterSnapshots"]],
    }


endpoint, *regions = sys.argv[1:]
print(json.dumps({region: read(endpoint, region) for region in regions}, default=str))
