variable "release" {
  description = "The folder with the files of a release: home.json and the zips"
  type        = string
  nullable    = false
}

variable "bucket" {
  description = "An existing bucket in the Region of the provider, for the zips and the template"
  type        = string
  nullable    = false
}

variable "prefix" {
  description = "What the keys in the bucket begin with"
  type        = string
  default     = "dormouse/"
  nullable    = false

  validation {
    condition     = can(regex("^([^/].*/)?$", var.prefix))
    error_message = "prefix must end with a slash, or be empty."
  }
}

variable "stack_name" {
  description = "Name of the CloudFormation stack"
  type        = string
  default     = "dormouse-prod"
  nullable    = false
}

variable "deployment_role_arn" {
  description = "ARN of the role by which CloudFormation makes the stack. Default: the caller's own permissions"
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of all resources, besides project=dormouse"
  type        = map(string)
  default     = {}
  nullable    = false
}
