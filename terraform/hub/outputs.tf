output "inbox_bus_arn" {
  description = "inbox_bus_arn of the spokes"
  value       = aws_cloudformation_stack.home.outputs["InboxBusArn"]
}

output "outcome_bus_name" {
  description = "The bus of outcome events"
  value       = aws_cloudformation_stack.home.outputs["OutcomeBusName"]
}

output "alarm_topic_arn" {
  description = "The topic that alarms notify"
  value       = aws_cloudformation_stack.home.outputs["AlarmTopicArn"]
}

output "stack_outputs" {
  description = "All outputs of the stack"
  value       = aws_cloudformation_stack.home.outputs
}
