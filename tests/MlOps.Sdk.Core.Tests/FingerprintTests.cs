using System.Text;

namespace MlOps.Sdk.Core.Tests;

public sealed class FingerprintTests
{
    /// <summary>Numbers that BigQuery's documentation, Guava's tests and Google's own code give.</summary>
    public static TheoryData<string, int, long> Vectors => new()
    {
        { "1footrue", 1, -1541654101129638711 },
        { "2applefalse", 1, 2794438866806483259 },
        { "3true", 1, -4880158226897771312 },
        { "", 1, -7286425919675154353 },
        { "a", 1, -5528939962900187677 },
        { "abcd", 1, 1897425971756105985 },
        { "0123456789abcdef", 1, 6105018409752412263 },
        { "0123456789abcdefX", 1, 5122704704621936991 },
        { "test", 1, 8581389452482819506 },
        { "test", 8, -4196240717365766262 },
        { "test", 64, 3500507768004279527 },
        { "x", 33, -6176378663766452681 },
        { "y", 65, -5200241565861125540 },
        { "z", 128, 5180972258444977603 },
        { "z", 129, 7040814056546431796 },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_fingerprint_is_that_of_BigQuery(string part, int times, long fingerprint)
    {
        string text = string.Concat(Enumerable.Repeat(part, times));

        Assert.Equal(fingerprint, Fingerprint.Of(text));
        Assert.Equal(fingerprint, Fingerprint.Of(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Texts_of_every_length_give_the_fingerprint_of_their_bytes()
    {
        HashSet<long> seen = [];
        for (int length = 0; length <= 300; length++)
        {
            string text = string.Concat(Enumerable.Range(0, length).Select(i => (i % 3) switch { 0 => "a", 1 => "é", _ => "€" }));
            Assert.Equal(Fingerprint.Of(Encoding.UTF8.GetBytes(text)), Fingerprint.Of(text));
            Assert.True(seen.Add(Fingerprint.Of(text)));
        }
    }

    [Fact]
    public void A_short_text_costs_no_memory()
    {
        string text = new('é', 80);
        Fingerprint.Of(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            Fingerprint.Of(text);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }
}
