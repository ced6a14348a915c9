"""Puts an RDS event on the default bus of each Region, one after the other, as AWS would, and prints as JSON what
the queues of the home Region have then, and takes it from them. Arguments: the endpoint, the home Region, a role of the
account to send from, the id of the RDS event, its detail type, then the Regions."""

import json
import sys

import boto3


def client(service, region, **secret):
    return boto3.client(service, region_name=region, endpoint_url=endpoint, **secret)


def enter(role):
    given = client("sts", home).assume_role(RoleArn=role, RoleSessionName="any")["Credentials"]
    return {
        "aws_access_key_id": given["AccessKeyId"],
        "aws_secret_access_key": given["SecretAccessKey"],
        "aws_session_token": given["SessionToken"],
    }


def send(region):
    entry = {"Source": "aws.rds", "DetailType": detail_type, "Detail": json.dumps({"EventID": event})}
    client("events", region, **enter(role)).put_events(Entries=[entry])


def receive():
    sqs = client("sqs", home)
    found = []
    for url in sqs.list_queues()["QueueUrls"]:
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=0).get("Messages", [])
        for each in messages:
            found.append([url.split("/")[-1], json.loads(each["Body"])["detail"]["EventID"]])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
    return sorted(found)


def send_and_receive(region):
    send(region)
    return receive()


endpoint, home, role, event, detail_type, *regions = sys.argv[1:]
print(json.dumps({region: send_and_receive(region) for region in regions}))
