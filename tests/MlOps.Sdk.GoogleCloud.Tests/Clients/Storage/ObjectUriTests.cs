using MlOps.Sdk.Clients;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Storage;

public sealed class ObjectUriTests
{
    [Theory]
    [InlineData("gs://b/dir/a b#c.bin", "b", "dir/a b#c.bin", null)]
    [InlineData("gs://my-bucket.example.com/x#1700000000000001", "my-bucket.example.com", "x", 1700000000000001)]
    [InlineData("gs://b/dir/", "b", "dir/", null)]
    public void What_is_read_is_written_again(string text, string bucket, string name, long? generation)
    {
        ObjectUri uri = ObjectUri.Parse(text);

        Assert.Equal(new ObjectUri(bucket, name, generation), uri);
        Assert.Equal(text, uri.ToString());
    }

    [Fact]
    public void A_bucket_alone_has_no_name() => Assert.Equal(new ObjectUri("b", ""), ObjectUri.Parse("gs://b"));

    [Theory]
    [InlineData("s3://b/x", "gs://")]
    [InlineData("gs:///x", "no bucket")]
    [InlineData("gs://Bad_Bucket!/x", "Bad_Bucket!")]
    [InlineData("gs://b/..", "..")]
    [InlineData("gs://b/a\nb", "line breaks")]
    public void What_is_no_place_is_refused_with_the_reason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => ObjectUri.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("gs://b", "gs://b/x/y")]
    [InlineData("gs://b/dir", "gs://b/dir/x/y")]
    [InlineData("gs://b/dir/", "gs://b/dir/x/y")]
    public void Places_lie_below_places(string text, string expected) => Assert.Equal(expected, ObjectUri.Parse(text).At("x/y").ToString());
}
