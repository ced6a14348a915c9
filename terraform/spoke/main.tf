# The spokes of Dormouse: a StackSet of spoke.yml for organizational units. The provider is the organization's management
# account, or its delegated administrator.

resource "aws_cloudformation_stack_set" "spoke" {
  name             = var.stack_set_name
  description      = "Lets Dormouse look after the clusters of accounts"
  template_body    = file("${var.release}/spoke.yml")
  parameters       = local.parameters
  capabilities     = ["CAPABILITY_NAMED_IAM"]
  permission_model = "SERVICE_MANAGED"
  call_as          = var.call_as
  tags             = merge({ project = "dormouse" }, var.tags)

  auto_deployment {
    enabled                          = true
    retain_stacks_on_account_removal = false
  }

  lifecycle {
    # A StackSet with managed permissions has none, but AWS returns one.
    ignore_changes = [administration_role_arn]
  }
}

resource "aws_cloudformation_stack_instances" "spoke" {
  stack_set_name = aws_cloudformation_stack_set.spoke.name
  regions        = var.regions
  call_as        = var.call_as

  deployment_targets {
    organizational_unit_ids = var.organizational_unit_ids
  }

  operation_preferences {
    failure_tolerance_percentage = 10
    max_concurrent_percentage    = 100
    region_concurrency_type      = "PARALLEL"
  }
}
