"""Reads goats back by boto3 and Python's own tarfile, which have nothing in common with what wrote them.

The server comes as in boto3_client.py. Prints for each key what is in it, as JSON: the files of an archive with their
SHA-256 in order, or the JSON document.
"""

import hashlib
import io
import json
import os
import tarfile

import boto3
from botocore.config import Config

BUCKET = os.environ["S3_TRAINING_BUCKET"]


def content(key, body):
    if not key.endswith(".tar.gz"):
        return json.loads(body)
    with tarfile.open(fileobj=io.BytesIO(body), mode="r:gz") as archive:
        return [[one.name, hashlib.sha256(archive.extractfile(one).read()).hexdigest()] for one in archive]


def main():
    s3 = boto3.client(
        "s3",
        endpoint_url=os.environ["S3_ENDPOINT"],
        region_name=os.environ["AWS_REGION"],
        config=Config(s3={"addressing_style": "path"}),
    )
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
    keys = [one["Key"] for page in pages for one in page.get("Contents", [])]
    print(json.dumps({key: content(key, s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()) for key in keys}))


main()
