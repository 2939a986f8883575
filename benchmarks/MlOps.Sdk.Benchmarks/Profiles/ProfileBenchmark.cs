namespace MlOps.Sdk.Benchmarks.Profiles;

/// <summary>Checks and a profile of three million flights by the SDK against the statements that a person writes for them.</summary>
internal static class ProfileBenchmark
{
    private const double Limit = 1.2;

    public static async Task RunAsync()
    {
        Console.WriteLine("profile: 3 M flights, ten checks, and a profile of the staged rows by split and beside the label");
        using Scratch scratch = new();
        await ThrowIfDifferentAsync(scratch.Path);
        IReadOnlyList<double> medians = await Comparison.RunFiguresAsync(5, scratch.Path, "profile-sdk", "profile-by-hand");
        double ratio = medians[0] / medians[1];
        Comparison.Print("profile", ratio, "x the processor time of the statements by hand", $"<= {Limit}", ratio <= Limit);
    }

    /// <summary>Both find the same numbers.</summary>
    private static async Task ThrowIfDifferentAsync(string folder)
    {
        string sdk = FoundIn(await ChildProcess.RunAsync("profile-sdk", Path.Combine(folder, "check-sdk")));
        string byHand = FoundIn(await ChildProcess.RunAsync("profile-by-hand", Path.Combine(folder, "check-by-hand")));
        Console.WriteLine($"  {sdk}");
        if (sdk != byHand)
            throw new InvalidOperationException($"The two don't find the same; by hand: {byHand}");
    }

    private static string FoundIn(Measurement measurement) => measurement.Said[(measurement.Said.IndexOf(')') + 2)..];
}
