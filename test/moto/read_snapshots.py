"""Prints as JSON the cluster snapshots that boto3 finds at an endpoint, by Region: an account of what Dormouse left
behind that shares no code with it. Arguments: the endpoint, then the Regions."""

import json
import sys

import boto3


def describe(snapshot):
    return {
        "id": snapshot["DBClusterSnapshotIdentifier"],
        "type": snapshot["SnapshotType"],
        "cluster": snapshot["DBClusterIdentifier"],
        "encrypted": snapshot["StorageEncrypted"],
        "key": snapshot.get("KmsKeyId"),
        "tags": {tag["Key"]: tag["Value"] for tag in snapshot["TagList"]},
    }


def read(endpoint, region):
    rds = boto3.client("rds", region_name=region, endpoint_url=endpoint)
    pages = rds.get_paginator("describe_db_cluster_snapshots").paginate()
    found = [describe(each) for page in pages for each in page["DBClusterSnapshots"]]
    return sorted(found, key=lambda each: (each["cluster"], each["id"]))


endpoint, *regions = sys.argv[1:]
print(json.dumps({region: read(endpoint, region) for region in regions}))
