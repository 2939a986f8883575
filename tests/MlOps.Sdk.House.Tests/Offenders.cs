namespace MlOps.Sdk.House.Tests;

/// <summary>An assertion that names all that break a rule; xunit's own shows the first five, cut short.</summary>
internal static class Offenders
{
    public static void AreNone(IEnumerable<string> offenders)
    {
        string[] all = [.. offenders];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
