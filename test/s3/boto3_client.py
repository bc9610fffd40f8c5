"""Works with an S3 server by boto3, a client that has nothing in common with the AWS SDK for JavaScript.

The server comes by S3_ENDPOINT, AWS_REGION, S3_TRAINING_BUCKET and AWS_ACCESS_KEY_ID with its secret.
Prints what it saw as JSON.
"""

import hashlib
import io
import json
import os

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

MIB = 1024 * 1024
BUCKET = os.environ["S3_TRAINING_BUCKET"]


def client(service, **more):
    config = Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1})
    return boto3.client(
        service,
        endpoint_url=os.environ["S3_ENDPOINT"],
        region_name=os.environ["AWS_REGION"],
        config=config,
        **more,
    )


def refusal(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def main():
    s3 = client("s3")
    seen = {"account": client("sts").get_caller_identity()["Account"]}

    small = b"goat " * 1000
    keys = ["17/side/images.tar.gz", "a b+c&d=~/ü(1)!*'.jpg"]
    for key in keys:
        s3.put_object(Bucket=BUCKET, Key=key, Body=small, Metadata={"goat": "17"}, ChecksumAlgorithm="CRC32")
    answer = s3.get_object(Bucket=BUCKET, Key=keys[1], ChecksumMode="ENABLED")
    seen["got_small"] = answer["Body"].read() == small
    seen["metadata"] = answer["Metadata"]
    seen["crc32"] = answer["ChecksumCRC32"]
    seen["range"] = s3.get_object(Bucket=BUCKET, Key=keys[0], Range="bytes=5-9")["Body"].read().decode()

    large = b"".join(hashlib.sha256(str(n).encode()).digest() for n in range(20 * MIB // 32))
    parts = TransferConfig(multipart_threshold=8 * MIB, multipart_chunksize=8 * MIB)
    s3.upload_fileobj(io.BytesIO(large), BUCKET, "large", Config=parts, ExtraArgs={"ContentType": "application/gzip"})
    back = io.BytesIO()
    s3.download_fileobj(BUCKET, "large", back, Config=parts)
    seen["got_large"] = back.getvalue() == large
    head = s3.head_object(Bucket=BUCKET, Key="large")
    seen["large"] = {"bytes": head["ContentLength"], "type": head["ContentType"], "etag": head["ETag"]}
    digests = b"".join(hashlib.md5(large[at : at + 8 * MIB]).digest() for at in range(0, len(large), 8 * MIB))
    seen["expected_etag"] = '"%s-3"' % hashlib.md5(digests).hexdigest()

    upload = s3.create_multipart_upload(Bucket=BUCKET, Key="left", ChecksumAlgorithm="SHA256")["UploadId"]
    for number in (2, 1):
        s3.upload_part(
            Bucket=BUCKET, Key="left", UploadId=upload, PartNumber=number, Body=small, ChecksumAlgorithm="SHA256"
        )
    listed = s3.list_parts(Bucket=BUCKET, Key="left", UploadId=upload)["Parts"]
    seen["parts"] = [[part["PartNumber"], part["Size"], part["ChecksumSHA256"]] for part in listed]
    seen["uploads"] = [one["Key"] for one in s3.list_multipart_uploads(Bucket=BUCKET)["Uploads"]]
    s3.abort_multipart_upload(Bucket=BUCKET, Key="left", UploadId=upload)
    seen["uploads_left"] = len(s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []))

    s3.copy_object(Bucket=BUCKET, Key="copy of it", CopySource={"Bucket": BUCKET, "Key": keys[1]})
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, PaginationConfig={"PageSize": 2})
    seen["keys"] = [one["Key"] for page in pages for one in page.get("Contents", [])]
    top = s3.list_objects_v2(Bucket=BUCKET, Delimiter="/")
    seen["prefixes"] = [one["Prefix"] for one in top["CommonPrefixes"]]
    gone = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": "copy of it"}, {"Key": keys[1]}]})
    seen["deleted"] = [one["Key"] for one in gone["Deleted"]]

    seen["refusals"] = {
        "secret": refusal(client("s3", aws_secret_access_key="x", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"]).list_objects_v2, Bucket=BUCKET),
        "sts_secret": refusal(client("sts", aws_secret_access_key="x", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"]).get_caller_identity),
        "checksum": refusal(s3.put_object, Bucket=BUCKET, Key="bad", Body=small, ChecksumCRC32="AAAAAA=="),
        "md5": refusal(s3.put_object, Bucket=BUCKET, Key="bad", Body=small, ContentMD5="A" * 22 + "=="),
        "key": refusal(s3.get_object, Bucket=BUCKET, Key="none"),
        "bucket": refusal(s3.list_objects_v2, Bucket="none"),
        "part": refusal(s3.upload_part, Bucket=BUCKET, Key="left", UploadId=upload, PartNumber=1, Body=small),
    }
    print(json.dumps(seen))


main()
