using System.Buffers.Binary;
using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>What the function <c>fingerprint</c> does in .NET.</summary>
internal static class FingerprintText
{
    public static Expression Build(Expression[] values) => Expression.Call(
        typeof(FingerprintText),
        nameof(Bucket),
        null,
        Expression.NewArrayInit(typeof(string), values.Select(value => Expression.Call(
            typeof(FingerprintText), nameof(Part), null, Expression.Convert(value, typeof(object))))));

    private static long Bucket(string[] parts) =>
        BinaryPrimitives.ReadUInt32LittleEndian(MD5.HashData(Encoding.UTF8.GetBytes(string.Concat(parts)))) % 10_000;

    private static string Part(object? value) => value switch
    {
        null => "~;",
        bool boolean => boolean ? "true;" : "false;",
        string text => string.Create(CultureInfo.InvariantCulture, $"{Text.Length(text)}:{text};"),
        long number => string.Create(CultureInfo.InvariantCulture, $"{number};"),
        DateOnly date => string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd};"),
        DateTime instant => string.Create(CultureInfo.InvariantCulture, $"{(instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond};"),
        _ => throw new ArgumentException($"A fingerprint can't be made of a {value.GetType()}.", nameof(value)),
    };
}
