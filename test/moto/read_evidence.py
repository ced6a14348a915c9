"""Prints as JSON what boto3 finds of buckets at an endpoint: how they are locked, and each version of each object.
Arguments: the endpoint, then the Region."""

import json
import sys

import boto3

endpoint, region = sys.argv[1:]
s3 = boto3.client("s3", region_name=region, endpoint_url=endpoint)


def read(name):
    found = s3.list_object_versions(Bucket=name)
    return {
        "lock": s3.get_object_lock_configuration(Bucket=name)["ObjectLockConfiguration"],
        "versioning": s3.get_bucket_versioning(Bucket=name).get("Status"),
        "versions": [each["Key"] for each in found.get("Versions", [])],
        "deleted": [each["Key"] for each in found.get("DeleteMarkers", [])],
        "retained": {
            each["Key"]: s3.head_object(Bucket=name, Key=each["Key"], VersionId=each["VersionId"]).get("ObjectLockMode")
            for each in found.get("Versions", [])
        },
    }


buckets = [each["Name"] for each in s3.list_buckets()["Buckets"]]
print(json.dumps({region: {name: read(name) for name in buckets}}, default=str))
