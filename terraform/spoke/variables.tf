variable "release" {
  description = "The folder with the files of a release: spoke.yml"
  type        = string
  nullable    = false
}

variable "stack_set_name" {
  description = "Name of the StackSet"
  type        = string
  default     = "dormouse-spoke"
  nullable    = false
}

variable "organizational_unit_ids" {
  description = "The organizational units whose accounts become spokes: ou-ab12-cdef3456"
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.organizational_unit_ids) > 0
    error_message = "organizational_unit_ids must name at least one unit."
  }
}

variable "regions" {
  description = "The Regions whose events are forwarded; role_region must be one of them"
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.regions) > 0
    error_message = "regions must name at least one Region."
  }
}

variable "call_as" {
  description = "DELEGATED_ADMIN where the provider is not the management account"
  type        = string
  default     = "SELF"
  nullable    = false

  validation {
    condition     = contains(["SELF", "DELEGATED_ADMIN"], var.call_as)
    error_message = "call_as must be SELF or DELEGATED_ADMIN."
  }
}

variable "tags" {
  description = "Tags of all resources, besides project=dormouse"
  type        = map(string)
  default     = {}
  nullable    = false
}
