"""What is special about evidence in a bucket."""

from review.stores.s3 import BucketStore
from tests.bucket import BucketServer


def test_who_asks_often_whether_a_bucket_takes_bytes_is_told_what_was_found_before(
    s3: BucketServer,
) -> None:
    bucket = s3.make_bucket()
    store = BucketStore(bucket, access=s3.access)
    assert store.writable()
    s3.ask("DELETE", bucket)
    assert store.writable()
    assert not BucketStore(bucket, access=s3.access).writable()
