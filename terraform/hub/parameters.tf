# The parameters of home.json. Written by npm run schemas.

locals {
  parameters = { for name, value in {
    Stage                  = var.stage
    Enabled                = var.enabled
    PolicySource           = var.policy_source
    PolicyParameter        = var.policy_parameter
    PolicyProfile          = var.policy_profile
    PolicyBucket           = var.policy_bucket
    PolicyKey              = var.policy_key
    Rate                   = var.rate
    CopyRate               = var.copy_rate
    PruneRate              = var.prune_rate
    StreamRate             = var.stream_rate
    CapacityRate           = var.capacity_rate
    DrillRate              = var.drill_rate
    Accounts               = var.accounts == null ? null : join(",", var.accounts)
    Organization           = var.organization
    KeyAccounts            = var.key_accounts == null ? null : join(",", var.key_accounts)
    RoleName               = var.role_name
    RolePath               = var.role_path
    PermissionsBoundary    = var.permissions_boundary
    KmsKey                 = var.kms_key
    AlarmEmailAddress      = var.alarm_email_address
    Runbooks               = var.runbooks
    SweepMissedMinutes     = var.sweep_missed_minutes
    PausedMaxHours         = var.paused_max_hours
    RecoveryPointMaxHours  = var.recovery_point_max_hours
    StreamGapMaxMinutes    = var.stream_gap_max_minutes
    Drills                 = var.drills
    ProvenMaxDays          = var.proven_max_days
    EvidenceRetention      = var.evidence_retention
    EvidenceLock           = var.evidence_lock
    ExistingEvidenceBucket = var.existing_evidence_bucket
    EvidenceLogs           = var.evidence_logs
    LogRetention           = var.log_retention
    RecordRetention        = var.record_retention
    ArchiveRetention       = var.archive_retention
    LogLevel               = var.log_level
    Tracing                = var.tracing
    Concurrency            = var.concurrency
    QueueConcurrency       = var.queue_concurrency
    ReservedConcurrency    = var.reserved_concurrency
  } : name => tostring(value) if value != null }
}

variable "stage" {
  description = "Name of this deployment, in the names of all of its resources. Default: prod"
  type        = string
  default     = null

  validation {
    condition     = var.stage == null || can(regex("^[A-Za-z0-9-]{1,14}$", var.stage))
    error_message = "stage must be 1 to 14 letters, digits and hyphens."
  }
}

variable "enabled" {
  description = "Whether schedules, RDS events and queues reach the functions. Default: true"
  type        = bool
  default     = null
}

variable "policy_source" {
  description = "Where the policy is. Default: ssm"
  type        = string
  default     = null

  validation {
    condition     = var.policy_source == null || try(contains(["ssm", "appconfig", "s3"], var.policy_source), false)
    error_message = "policy_source must be one of ssm, appconfig, s3."
  }
}

variable "policy_parameter" {
  description = "ssm: name of the parameter. Default: /dormouse/policy"
  type        = string
  default     = null

  validation {
    condition     = var.policy_parameter == null || can(regex("^(/[A-Za-z0-9_.-]+)+$", var.policy_parameter))
    error_message = "policy_parameter must be the name of a parameter, with a slash before it."
  }
}

variable "policy_profile" {
  description = "appconfig: <application>/<environment>/<configuration profile>, names or ids. Default: none"
  type        = string
  default     = null

  validation {
    condition     = var.policy_profile == null || can(regex("^([^/]+/[^/]+/[^/]+)?$", var.policy_profile))
    error_message = "policy_profile must be <application>/<environment>/<configuration profile>, or nothing."
  }
}

variable "policy_bucket" {
  description = "s3: bucket of the policy, in this account. Default: none"
  type        = string
  default     = null

  validation {
    condition     = var.policy_bucket == null || can(regex("^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$", var.policy_bucket))
    error_message = "policy_bucket must be the name of a bucket, or nothing."
  }
}

variable "policy_key" {
  description = "s3: key of the policy in its bucket. Default: policy.yml"
  type        = string
  default     = null

  validation {
    condition     = var.policy_key == null || can(regex("^[A-Za-z0-9!_.'()-][A-Za-z0-9!_.'()/-]{0,900}$", var.policy_key))
    error_message = "policy_key must be a key of letters, digits and safe characters."
  }
}

variable "rate" {
  description = "How often clusters are stopped and started, and snapshots taken. Default: rate(5 minutes)"
  type        = string
  default     = null

  validation {
    condition     = var.rate == null || can(regex("^(rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(.+\\))$", var.rate))
    error_message = "rate must be a rate or cron expression of EventBridge Scheduler: rate(5 minutes)."
  }
}

variable "copy_rate" {
  description = "How often snapshots are copied. Default: rate(15 minutes)"
  type        = string
  default     = null

  validation {
    condition     = var.copy_rate == null || can(regex("^(rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(.+\\))$", var.copy_rate))
    error_message = "copy_rate must be a rate or cron expression of EventBridge Scheduler: rate(5 minutes)."
  }
}

variable "prune_rate" {
  description = "How often snapshots are pruned. Default: rate(15 minutes)"
  type        = string
  default     = null

  validation {
    condition     = var.prune_rate == null || can(regex("^(rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(.+\\))$", var.prune_rate))
    error_message = "prune_rate must be a rate or cron expression of EventBridge Scheduler: rate(5 minutes)."
  }
}

variable "stream_rate" {
  description = "How often activity streams are looked at: at most 15 minutes. Default: rate(5 minutes)"
  type        = string
  default     = null

  validation {
    condition     = var.stream_rate == null || can(regex("^(rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(.+\\))$", var.stream_rate))
    error_message = "stream_rate must be a rate or cron expression of EventBridge Scheduler: rate(5 minutes)."
  }
}

variable "capacity_rate" {
  description = "How often capacities are looked at. Default: rate(5 minutes)"
  type        = string
  default     = null

  validation {
    condition     = var.capacity_rate == null || can(regex("^(rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(.+\\))$", var.capacity_rate))
    error_message = "capacity_rate must be a rate or cron expression of EventBridge Scheduler: rate(5 minutes)."
  }
}

variable "drill_rate" {
  description = "How often restore drills are looked at. Default: rate(5 minutes)"
  type        = string
  default     = null

  validation {
    condition     = var.drill_rate == null || can(regex("^(rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(.+\\))$", var.drill_rate))
    error_message = "drill_rate must be a rate or cron expression of EventBridge Scheduler: rate(5 minutes)."
  }
}

variable "accounts" {
  description = "Other accounts whose RDS events are let in. Default: none"
  type        = list(string)
  default     = null

  validation {
    condition     = var.accounts == null || try(alltrue([for each in var.accounts : can(regex("^([0-9]{12})?$", each))]), false)
    error_message = "accounts must be account ids of 12 digits, with commas."
  }
}

variable "organization" {
  description = "Or all accounts of an organization, which the policy may name as targets. Default: none"
  type        = string
  default     = null

  validation {
    condition     = var.organization == null || can(regex("^(o-[a-z0-9]{10,32})?$", var.organization))
    error_message = "organization must be the id of an organization, o-…, or nothing."
  }
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
  description = "Name of the role in target accounts, RoleName of the spokes. Default: dormouse"
  type        = string
  default     = null

  validation {
    condition     = var.role_name == null || can(regex("^[A-Za-z0-9_-]{1,40}$", var.role_name))
    error_message = "role_name must be 1 to 40 letters, digits, hyphens and underscores."
  }
}

variable "role_path" {
  description = "Path of all roles, here and in target accounts; a stack keeps the one it was made with. Default: /"
  type        = string
  default     = null

  validation {
    condition     = var.role_path == null || can(regex("^/([A-Za-z0-9_+=,.@-]{1,64}/){0,4}$", var.role_path))
    error_message = "role_path must be a path that begins and ends with a slash: /dormouse/."
  }
}

variable "permissions_boundary" {
  description = "Name, with its path, of the managed policy that bounds every role. Default: none"
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^([A-Za-z0-9_+=,.@-]+(/[A-Za-z0-9_+=,.@-]+)*)?$", var.permissions_boundary))
    error_message = "permissions_boundary must be the name of a managed policy without its ARN: boundaries/dormouse, or nothing."
  }
}

variable "kms_key" {
  description = "ARN of a KMS key for queues, topic, logs and evidence, instead of keys of AWS. Default: none"
  type        = string
  default     = null

  validation {
    condition     = var.kms_key == null || can(regex("^(arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)?$", var.kms_key))
    error_message = "kms_key must be the ARN of a key, or nothing."
  }
}

variable "alarm_email_address" {
  description = "Notified of alarms, once it has confirmed the subscription. Default: none"
  type        = string
  default     = null

  validation {
    condition     = var.alarm_email_address == null || can(regex("^([^@ ]+@[^@ ]+)?$", var.alarm_email_address))
    error_message = "alarm_email_address must be an e-mail address, or nothing."
  }
}

variable "runbooks" {
  description = "Where the runbooks lie that alarms name: a URL or a path. Default: docs/runbooks"
  type        = string
  default     = null

  validation {
    condition     = var.runbooks == null || can(regex("^.{1,200}$", var.runbooks))
    error_message = "runbooks must be of the form ^.{1,200}$."
  }
}

variable "sweep_missed_minutes" {
  description = "Alarm when a function has completed no sweep for this long: four times the longest rate. Default: 60"
  type        = number
  default     = null

  validation {
    condition     = var.sweep_missed_minutes == null || try(contains([20, 30, 60, 120, 240, 480, 720, 1440], var.sweep_missed_minutes), false)
    error_message = "sweep_missed_minutes must be one of 20, 30, 60, 120, 240, 480, 720, 1440."
  }
}

variable "paused_max_hours" {
  description = "Alarm when something has been paused for longer. Default: 24"
  type        = number
  default     = null

  validation {
    condition     = var.paused_max_hours == null || try(contains([2, 8, 24, 72, 168], var.paused_max_hours), false)
    error_message = "paused_max_hours must be one of 2, 8, 24, 72, 168."
  }
}

variable "recovery_point_max_hours" {
  description = "Alarm when a cluster's newest copy in another Region is older. Default: 26"
  type        = number
  default     = null

  validation {
    condition     = var.recovery_point_max_hours == null || try(contains([2, 6, 12, 26, 50, 74, 168], var.recovery_point_max_hours), false)
    error_message = "recovery_point_max_hours must be one of 2, 6, 12, 26, 50, 74, 168."
  }
}

variable "stream_gap_max_minutes" {
  description = "Alarm when an activity stream is missing for longer; 10200 if it may wait a week for its window. Default: 60"
  type        = number
  default     = null

  validation {
    condition     = var.stream_gap_max_minutes == null || try(contains([15, 30, 60, 120, 360, 1440, 10200], var.stream_gap_max_minutes), false)
    error_message = "stream_gap_max_minutes must be one of 15, 30, 60, 120, 360, 1440, 10200."
  }
}

variable "drills" {
  description = "Whether there are restore drills, with permissions to restore clusters and to delete the restored ones. Default: false"
  type        = bool
  default     = null
}

variable "proven_max_days" {
  description = "Alarm when the last drill of a cluster that passed is longer ago, days. Default: 45"
  type        = number
  default     = null

  validation {
    condition     = var.proven_max_days == null || try(contains([8, 15, 36, 45, 70, 100, 190, 375], var.proven_max_days), false)
    error_message = "proven_max_days must be one of 8, 15, 36, 45, 70, 100, 190, 375."
  }
}

variable "evidence_retention" {
  description = "Days for which S3 lets nobody delete the evidence of a drill. Default: 400"
  type        = number
  default     = null

  validation {
    condition     = var.evidence_retention == null || try(var.evidence_retention >= 1 && var.evidence_retention <= 36500 && floor(var.evidence_retention) == var.evidence_retention, false)
    error_message = "evidence_retention must be a whole number from 1 to 36500."
  }
}

variable "evidence_lock" {
  description = "Who can end that earlier: with COMPLIANCE nobody, not even the root user of the account. Default: GOVERNANCE"
  type        = string
  default     = null

  validation {
    condition     = var.evidence_lock == null || try(contains(["GOVERNANCE", "COMPLIANCE"], var.evidence_lock), false)
    error_message = "evidence_lock must be one of GOVERNANCE, COMPLIANCE."
  }
}

variable "existing_evidence_bucket" {
  description = "The bucket that an earlier stack has left, instead of a new one. Default: none"
  type        = string
  default     = null

  validation {
    condition     = var.existing_evidence_bucket == null || can(regex("^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$", var.existing_evidence_bucket))
    error_message = "existing_evidence_bucket must be the name of a bucket, or nothing."
  }
}

variable "evidence_logs" {
  description = "A bucket for the access logs of the evidence. Default: none"
  type        = string
  default     = null

  validation {
    condition     = var.evidence_logs == null || can(regex("^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$", var.evidence_logs))
    error_message = "evidence_logs must be the name of a bucket, or nothing."
  }
}

variable "log_retention" {
  description = "Days for which the logs of the functions are kept. Default: 30"
  type        = number
  default     = null

  validation {
    condition     = var.log_retention == null || try(contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention), false)
    error_message = "log_retention must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "record_retention" {
  description = "Days for which the outcome events are kept that dormouse history shows. Default: 400"
  type        = number
  default     = null

  validation {
    condition     = var.record_retention == null || try(contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.record_retention), false)
    error_message = "record_retention must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "archive_retention" {
  description = "Days for which outcome events can be replayed. Default: 90"
  type        = number
  default     = null

  validation {
    condition     = var.archive_retention == null || try(var.archive_retention >= 1 && var.archive_retention <= 3653 && floor(var.archive_retention) == var.archive_retention, false)
    error_message = "archive_retention must be a whole number from 1 to 3653."
  }
}

variable "log_level" {
  description = "DEBUG: also each decision and each message that waits. Default: INFO"
  type        = string
  default     = null

  validation {
    condition     = var.log_level == null || try(contains(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "CRITICAL", "SILENT"], var.log_level), false)
    error_message = "log_level must be one of TRACE, DEBUG, INFO, WARN, ERROR, CRITICAL, SILENT."
  }
}

variable "tracing" {
  description = "Active: traces by X-Ray. Default: PassThrough"
  type        = string
  default     = null

  validation {
    condition     = var.tracing == null || try(contains(["PassThrough", "Active"], var.tracing), false)
    error_message = "tracing must be one of PassThrough, Active."
  }
}

variable "concurrency" {
  description = "Accounts and Regions that one run handles at the same time. Default: 4"
  type        = number
  default     = null

  validation {
    condition     = var.concurrency == null || try(var.concurrency >= 1 && var.concurrency <= 50 && floor(var.concurrency) == var.concurrency, false)
    error_message = "concurrency must be a whole number from 1 to 50."
  }
}

variable "queue_concurrency" {
  description = "Batches of a function's queue handled at the same time. Default: 2"
  type        = number
  default     = null

  validation {
    condition     = var.queue_concurrency == null || try(var.queue_concurrency >= 2 && var.queue_concurrency <= 1000 && floor(var.queue_concurrency) == var.queue_concurrency, false)
    error_message = "queue_concurrency must be a whole number from 2 to 1000."
  }
}

variable "reserved_concurrency" {
  description = "Reserved concurrency of each function, more than QueueConcurrency; 0 reserves none. Default: 3"
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null || try(var.reserved_concurrency >= 0 && var.reserved_concurrency <= 1000 && floor(var.reserved_concurrency) == var.reserved_concurrency, false)
    error_message = "reserved_concurrency must be a whole number from 0 to 1000."
  }
}
