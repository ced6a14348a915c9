# The home of Dormouse: uploads the zips of a release and makes the stack of its template.

locals {
  zips     = fileset(var.release, "*-????????????.zip")
  template = "${var.release}/home.json"
}

data "aws_s3_bucket" "code" {
  bucket = var.bucket
}

# The name of a zip changes with its bytes, so that no object is ever replaced.
resource "aws_s3_object" "zip" {
  for_each = local.zips

  bucket      = data.aws_s3_bucket.code.id
  key         = "${var.prefix}${each.value}"
  source      = "${var.release}/${each.value}"
  source_hash = filesha256("${var.release}/${each.value}")
}

# The template is too long to be handed over in the call.
resource "aws_s3_object" "template" {
  bucket      = data.aws_s3_bucket.code.id
  key         = "${var.prefix}home-${substr(filesha256(local.template), 0, 12)}.json"
  source      = local.template
  source_hash = filesha256(local.template)
}

resource "aws_cloudformation_stack" "home" {
  name         = var.stack_name
  template_url = "https://${data.aws_s3_bucket.code.bucket_regional_domain_name}/${aws_s3_object.template.key}"
  parameters = merge(local.parameters, {
    CodeBucket = data.aws_s3_bucket.code.id
    CodePrefix = var.prefix
  })
  capabilities = ["CAPABILITY_NAMED_IAM"]
  iam_role_arn = var.deployment_role_arn
  tags         = merge({ project = "dormouse" }, var.tags)

  timeouts {
    create = "30m"
    update = "30m"
    delete = "30m"
  }

  lifecycle {
    precondition {
      condition     = length(local.zips) > 0
      error_message = "release must be the folder of an unpacked release: there is no zip in it."
    }
  }

  depends_on = [aws_s3_object.zip]
}
