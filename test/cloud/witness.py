"""What boto3 sees of a deployment, as JSON. Commands, after the endpoints of the cloud and of RDS, and the Region:

  put-policy TEXT          puts the policy where the functions read it
  listen                   puts a queue behind the bus of outcomes
  snapshot CLUSTER         takes a snapshot as somebody would by hand
  await SECONDS KEY...     the events of that queue until each key, TYPE CLUSTER, was among them, or the time is over
  clusters ROLE...         the clusters by identifier, of this account and of those of the roles
  snapshots REGION         the snapshots in a Region
  resources STACK          the logical ids of what a stack has
  stack                    the schedules and the event source mappings
  drained SECONDS QUEUE... how many messages there are in each queue once those named are empty, or the time is over
  logs GROUP TEXT          the lines of a log group that contain the text
"""

import json
import sys
import time

import boto3

BUS = "dormouse-dev"
QUEUE = "witness"


def client(service, place=None, **secret):
    at = rds if service in ("rds", "sts") else cloud
    return boto3.client(service, region_name=place or region, endpoint_url=at, **secret)


def listen():
    sqs, events = client("sqs"), client("events")
    url = sqs.create_queue(QueueName=QUEUE)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name=QUEUE, EventBusName=BUS, EventPattern=json.dumps({"source": [{"prefix": ""}]}))
    events.put_targets(Rule=QUEUE, EventBusName=BUS, Targets=[{"Id": QUEUE, "Arn": arn}])
    return arn


def put_policy(text):
    return client("ssm").put_parameter(Name="/dormouse/policy", Value=text, Type="String")["Version"]


def snapshot(cluster):
    given = {"DBClusterIdentifier": cluster, "DBClusterSnapshotIdentifier": f"{cluster}-by-hand"}
    return client("rds").create_db_cluster_snapshot(**given)["DBClusterSnapshot"]["DBClusterSnapshotArn"]


def receive(sqs, url):
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5).get("Messages", [])
    for each in messages:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
        yield json.loads(each["Body"])


def key(event):
    name = event["detail"].get("cluster") or event["detail"].get("target") or ""
    return f"{event['detail-type']} {name}"


def wait_for(seconds, *keys):
    sqs = client("sqs")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    end, seen = time.monotonic() + int(seconds), []
    while time.monotonic() < end and set(keys) - {key(each) for each in seen}:
        seen.extend(receive(sqs, url))
    return seen


def enter(role):
    given = client("sts").assume_role(RoleArn=role, RoleSessionName="witness")["Credentials"]
    return {
        "aws_access_key_id": given["AccessKeyId"],
        "aws_secret_access_key": given["SecretAccessKey"],
        "aws_session_token": given["SessionToken"],
    }


def clusters(*roles):
    found = {}
    for secret in [{}, *map(enter, roles)]:
        for page in client("rds", **secret).get_paginator("describe_db_clusters").paginate():
            for each in page["DBClusters"]:
                tags = {tag["Key"]: tag["Value"] for tag in each["TagList"]}
                found[each["DBClusterIdentifier"]] = {"status": each["Status"], "tags": tags}
    return found


def snapshots(place):
    pages = client("rds", place).get_paginator("describe_db_cluster_snapshots").paginate()
    all = [each for page in pages for each in page["DBClusterSnapshots"]]
    return [{"cluster": each["DBClusterIdentifier"], "status": each["Status"]} for each in all]


def resources(name):
    pages = client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=name)
    return [each["LogicalResourceId"] for page in pages for each in page["StackResourceSummaries"]]


def stack():
    schedules = client("scheduler").list_schedules()["Schedules"]
    mappings = client("lambda").list_event_source_mappings()["EventSourceMappings"]
    return {
        "schedules": {each["Name"]: each["State"] for each in schedules},
        "mappings": {each["EventSourceArn"].split(":")[-1]: each["State"] for each in mappings},
    }


def count():
    sqs = client("sqs")
    kinds = ["", "NotVisible", "Delayed"]
    names = [f"ApproximateNumberOfMessages{kind}" for kind in kinds]
    counts = {
        url.split("/")[-1]: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        for url in sqs.list_queues()["QueueUrls"]
    }
    return {name: sum(map(int, of.values())) for name, of in counts.items()}


def drained(seconds, *queues):
    end = time.monotonic() + int(seconds)
    while (counts := count()) and time.monotonic() < end and any(counts[each] for each in queues):
        time.sleep(1)
    return counts


def logs(group, text):
    pages = client("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
    return [each["message"] for page in pages for each in page["events"] if text in each["message"]]


commands = {
    "put-policy": put_policy,
    "listen": listen,
    "snapshot": snapshot,
    "await": wait_for,
    "clusters": clusters,
    "snapshots": snapshots,
    "resources": resources,
    "stack": stack,
    "drained": drained,
    "logs": logs,
}
cloud, rds, region, command, *arguments = sys.argv[1:]
print(json.dumps(commands[command](*arguments)))
