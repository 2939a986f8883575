using System.Globalization;
using System.Security.Cryptography;

namespace MlOps.Sdk.Runs;

/// <summary>Makes ids of runs, such as <c>20260723-141503123-9f04c1</c>: they sort by time and don't meet.</summary>
internal static class RunIdentifier
{
    public static string At(DateTimeOffset now) =>
        $"{now.UtcDateTime.ToString("yyyyMMdd-HHmmssfff", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
}
