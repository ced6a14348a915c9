# The parameters of spoke.yml. Written by npm run schemas.

locals {
  parameters = { for name, value in {
    InboxBusArn         = var.inbox_bus_arn
    Stage               = var.stage
    ExternalId          = var.external_id
    RoleRegion          = var.role_region
    Readers             = var.readers == null ? null : join(",", var.readers)
    KeyAccounts         = var.key_accounts == null ? null : join(",", var.key_accounts)
    RoleName            = var.role_name
    RolePath            = var.role_path
    PermissionsBoundary = var.permissions_boundary
    Organization        = var.organization
    Drills              = var.drills
    ForwardEvents       = var.forward_events
  } : name => tostring(value) if value != null }
}

variable "inbox_bus_arn" {
  description = "Output InboxBusArn of the home stack. Required"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/dormouse-[A-Za-z0-9-]+-inbox$", var.inbox_bus_arn))
    error_message = "inbox_bus_arn must be the ARN of an inbox, arn:aws:events:…:event-bus/dormouse-prod-inbox."
  }
}

variable "stage" {
  description = "Stage of the home stack. Default: prod"
  type        = string
  default     = null

  validation {
    condition     = var.stage == null || can(regex("^[A-Za-z0-9-]{1,15}$", var.stage))
    error_message = "stage must be 1 to 15 letters, digits and hyphens."
  }
}

variable "external_id" {
  description = "externalId of this account under targets in the policy. Required"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@:/-]{2,}$", var.external_id))
    error_message = "external_id must be 2 to 1224 letters, digits or any of _+=,.@:/-."
  }
}

variable "role_region" {
  description = "The Region whose stack has the role, for roles are global. Required"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2,5}(-[a-z]+)+-[0-9]+$", var.role_region))
    error_message = "role_region must be the name of a Region, eu-central-1."
  }
}

variable "readers" {
  description = "ARNs of principals in the home account that may look by the role for people, with wildcards. Default: none"
  type        = list(string)
  default     = null
}

variable "key_accounts" {
  description = "Other accounts whose KMS keys the policy names. Default: none"
  type        = list(string)
  default     = null

  validation {
    condition     = var.key_accounts == null || try(alltrue([for each in var.key_accounts : can(regex("^([0-9]{12})?$", each))]), false)
    error_message = "key_accounts must be account ids of 12 digits, with commas."
  }
}

variable "role_name" {
  description = "Name of the role here, as roleName at home; with Readers, that for people ends in -read. Default: dormouse"
  type        = string
  default     = null

  validation {
    condition     = var.role_name == null || can(regex("^[A-Za-z0-9_-]{1,40}$", var.role_name))
    error_message = "role_name must be 1 to 40 letters, digits, hyphens and underscores."
  }
}

variable "role_path" {
  description = "Path of all roles, here and at home, as rolePath there. Default: /"
  type        = string
  default     = null

  validation {
    condition     = var.role_path == null || can(regex("^/([A-Za-z0-9_+=,.@-]{1,64}/){0,4}$", var.role_path))
    error_message = "role_path must be a path that begins and ends with a slash: /dormouse/."
  }
}

variable "permissions_boundary" {
  description = "Name, with its path, of the managed policy of this account that bounds every role, or nothing. Default: none"
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^([A-Za-z0-9_+=,.@-]+(/[A-Za-z0-9_+=,.@-]+)*)?$", var.permissions_boundary))
    error_message = "permissions_boundary must be the name of a managed policy without its ARN: boundaries/dormouse, or nothing."
  }
}

variable "organization" {
  description = "The organization that the home account has to belong to, o-…, or nothing. Default: none"
  type        = string
  default     = null

  validation {
    condition     = var.organization == null || can(regex("^(o-[a-z0-9]{10,32})?$", var.organization))
    error_message = "organization must be the id of an organization, o-…, or nothing."
  }
}

variable "drills" {
  description = "Whether restore drills may restore clusters in this account and delete the restored ones, like the parameter drills at home. Default: false"
  type        = bool
  default     = null
}

variable "forward_events" {
  description = "Whether to forward RDS events; auto leaves out what EventBridge may not do, between Regions outside of the partition aws. Default: auto"
  type        = string
  default     = null

  validation {
    condition     = var.forward_events == null || try(contains(["auto", "true", "false"], var.forward_events), false)
    error_message = "forward_events must be one of auto, true, false."
  }
}
