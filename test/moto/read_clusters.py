"""Prints as JSON the clusters that boto3 finds at an endpoint, by Region and identifier: their serverless capacity, their
tags and all the rest, so that whatever else has changed shows too. Arguments: the endpoint, then the Regions."""

import json
import sys

import boto3

# What is told apart, and the time of the call.
APART = ["ServerlessV2ScalingConfiguration", "TagList", "LatestRestorableTime"]


def describe(cluster):
    return {
        "capacity": cluster.get("ServerlessV2ScalingConfiguration"),
        "tags": {tag["Key"]: tag["Value"] for tag in cluster["TagList"]},
        "others": {name: value for name, value in cluster.items() if name not in APART},
    }


def read(endpoint, region):
    rds = boto3.client("rds", region_name=region, endpoint_url=endpoint)
    pages = rds.get_paginator("describe_db_clusters").paginate()
    return {each["DBClusterIdentifier"]: describe(each) for page in pages for each in page["DBClusters"]}


endpoint, *regions = sys.argv[1:]
print(json.dumps({region: read(endpoint, region) for region in regions}, default=str))
