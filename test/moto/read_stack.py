"""Prints as JSON what boto3 finds of a deployed stack at an endpoint, by Region: functions, queues, rules and all the
rest, whoever has made it. Arguments: the endpoint, then the Regions."""

import ast
import json
import sys

import boto3


def read(endpoint, region):
    def ask(service, operation, **parameters):
        client = boto3.client(service, region_name=region, endpoint_url=endpoint)
        if client.can_paginate(operation):
            return client.get_paginator(operation).paginate(**parameters).build_full_result()
        return getattr(client, operation)(**parameters)

    def role(name):
        policies = ask("iam", "list_role_policies", RoleName=name)["PolicyNames"]
        documents = [
            ask("iam", "get_role_policy", RoleName=name, PolicyName=each)["PolicyDocument"] for each in policies
        ]
        # Of a role in a template, moto answers with Python's own text.
        return [ast.literal_eval(each) if isinstance(each, str) else each for each in documents]

    def queue(url):
        return ask("sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["All"])["Attributes"]

    def bus(name):
        rules = ask("events", "list_rules", EventBusName=name)["Rules"]
        # An archive has a rule of its own, which nobody has made.
        rules = [rule for rule in rules if not rule["Name"].startswith("Events-Archive-")]
        return {
            rule["Name"]: {
                "arn": rule["Arn"],
                "pattern": json.loads(rule["EventPattern"]),
                "targets": ask("events", "list_targets_by_rule", Rule=rule["Name"], EventBusName=name)["Targets"],
            }
            for rule in rules
        }

    def concurrency(name):
        return ask("lambda", "get_function_concurrency", FunctionName=name).get("ReservedConcurrentExecutions")

    def resources(stack):
        return ask("cloudformation", "list_stack_resources", StackName=stack)["StackResourceSummaries"]

    def dashboard(name):
        return json.loads(ask("cloudwatch", "get_dashboard", DashboardName=name)["DashboardBody"])

    def topic(arn):
        return ask("sns", "get_topic_attributes", TopicArn=arn)["Attributes"]

    stacks = ask("cloudformation", "describe_stacks")["Stacks"]
    functions = ask("lambda", "list_functions")["Functions"]
    dashboards = ask("cloudwatch", "list_dashboards")["DashboardEntries"]
    return {
        "stacks": {
            each["StackName"]: [one["LogicalResourceId"] for one in resources(each["StackName"]) if one["ResourceType"]]
            for each in stacks
        },
        "functions": {
            each["FunctionName"]: {**each, "reserved": concurrency(each["FunctionName"])} for each in functions
        },
        "mappings": ask("lambda", "list_event_source_mappings")["EventSourceMappings"],
        "roles": {each["RoleName"]: role(each["RoleName"]) for each in ask("iam", "list_roles")["Roles"]},
        "queues": {url.split("/")[-1]: queue(url) for url in ask("sqs", "list_queues").get("QueueUrls", [])},
        "buses": {each["Name"]: bus(each["Name"]) for each in ask("events", "list_event_buses")["EventBuses"]},
        "schedules": ask("scheduler", "list_schedules")["Schedules"],
        "alarms": [each["AlarmName"] for each in ask("cloudwatch", "describe_alarms")["MetricAlarms"]],
        "dashboards": {each["DashboardName"]: dashboard(each["DashboardName"]) for each in dashboards},
        "topics": [topic(each["TopicArn"]) for each in ask("sns", "list_topics")["Topics"]],
        "keys": [each["KeyId"] for each in ask("kms", "list_keys")["Keys"]],
        "logs": [each["logGroupName"] for each in ask("logs", "describe_log_groups")["logGroups"]],
        "buckets": [each["Name"] for each in ask("s3", "list_buckets")["Buckets"]],
    }


endpoint, *regions = sys.argv[1:]
print(json.dumps({region: read(endpoint, region) for region in regions}, default=str))
