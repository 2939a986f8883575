using MlOps.Sdk.Clients;
using Newtonsoft.Json;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Http;

public sealed class WebSerializerTests
{
    [Fact]
    public void Nothing_is_made_of_an_empty_answer() => Assert.Null(WebSerializer.Instance.Deserialize<object>(""));

    [Fact]
    public void What_is_no_JSON_fails_as_Google_Apis_expects() =>
        Assert.Throws<JsonReaderException>(() => WebSerializer.Instance.Deserialize<Thing>("<html>"));

    [Fact]
    public void Numbers_are_read_from_strings_too_and_nulls_are_not_written()
    {
        Assert.Equal(new Thing(9007199254740993, null), WebSerializer.Instance.Deserialize<Thing>("""{"bigSize":"9007199254740993"}"""));
        Assert.Equal("""{"bigSize":5}""", WebSerializer.Instance.Serialize(new Thing(5, null)));
    }

    private sealed record Thing(long BigSize, string? Name);
}
