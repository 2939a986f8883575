using MlOps.Sdk.Clients;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Storage;

public sealed class Crc32CTests
{
    // RFC 3720, B.4, and the check value of CRC-32/ISCSI.
    [Theory]
    [InlineData("313233343536373839", "4waSgw==")]
    [InlineData("", "AAAAAA==")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "ipE2qg==")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "YqirQw==")]
    public void It_is_the_checksum_of_Castagnoli(string hex, string expected)
    {
        Crc32C checksum = Crc32C.Of(Convert.FromHexString(hex));

        Assert.Equal(expected, checksum.ToString());
        Assert.Equal(checksum.Value, Crc32C.Parse(expected).Value);
    }

    [Fact]
    public void Checksums_of_parts_make_that_of_the_whole()
    {
        Random random = new(1);
        byte[] content = new byte[100_000];
        random.NextBytes(content);
        for (int round = 0; round < 200; round++)
        {
            int at = random.Next(content.Length + 1);
            Crc32C parts = Crc32C.Of(content.AsSpan(0, at));
            parts.Append(Crc32C.Of(content.AsSpan(at)), content.Length - at);
            Assert.Equal(Crc32C.Of(content).Value, parts.Value);
        }
    }
}
