using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlOps.Sdk.Local.Diagnostics;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Programs;

/// <summary>Runs a program: hears its lines and its progress, and ends it, with all that it has started, when the stage ends.</summary>
internal sealed class ProgramProcess(ProgramLearner learner, StageContext context, Action<double> progress)
{
    private const string Progress = "progress ";
    private const int RememberedLines = 20;

    // How long the lines of a program that has ended are waited for: another one that it has left behind may hold them open for ever.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly Queue<string> _complaints = new();
    private double _share;

    /// <exception cref="StageException">It can't be started, or fails.</exception>
    public async Task RunAsync(string folder, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        using Process process = Start(folder, variables);
        using CancellationTokenSource reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            process.StandardInput.Close();
            Task lines = Task.WhenAll(
                ReadAsync(process.StandardOutput, Hear, reading.Token), ReadAsync(process.StandardError, Remember, reading.Token));
            Task exit = process.WaitForExitAsync(cancellationToken);
            if (await Task.WhenAny(lines, exit) == lines)
                await lines;
            await exit;
            if (await Task.WhenAny(lines, Task.Delay(s_grace, context.Time, reading.Token)) == lines)
                await lines;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            await reading.CancelAsync();
        }

        if (process.ExitCode != 0)
            throw Failed(process.ExitCode);
    }

    private Process Start(string folder, IReadOnlyDictionary<string, string> variables)
    {
        // One of its own files is meant as the copy; any other name is looked for on the PATH.
        string command = learner.Command.Replace('\\', '/');
        ProcessStartInfo start = new(
            learner.Files.Any(file => file.Path == command) ? Path.Combine(folder, command) : learner.Command, learner.Arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        ProgramEnvironment.Apply(start.Environment, variables);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new StageException(
                $"{context.Stage}: the program '{learner.Command}' can't be started: {exception.Message} "
                + "Install it where the stage runs (on Google Cloud in the image that trains), or name another one in Learner.Program.",
                exception);
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> hear, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            hear(line);
    }

    private void Hear(string line)
    {
        if (line.StartsWith(Progress, StringComparison.Ordinal)
            && double.TryParse(line.AsSpan(Progress.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double share)
            && share is >= 0 and <= 1)
        {
            _share = Math.Max(_share, share);
            progress(_share);
        }
        else
        {
            Log.ProgramSays(context.Logger, context.Stage, line);
        }
    }

    private void Remember(string line)
    {
        Log.ProgramSays(context.Logger, context.Stage, line);
        lock (_complaints)
        {
            _complaints.Enqueue(line);
            if (_complaints.Count > RememberedLines)
                _complaints.Dequeue();
        }
    }

    private StageException Failed(int exitCode)
    {
        string[] complaints;
        lock (_complaints)
            complaints = [.. _complaints];
        string said = complaints.Length == 0
            ? "It wrote nothing to its standard error. "
            : $"Last it wrote to its standard error:{Environment.NewLine}{string.Join(Environment.NewLine, complaints)}{Environment.NewLine}";
        return new StageException(string.Create(
            CultureInfo.InvariantCulture,
            $"{context.Stage}: the program {ProgramText.Of(learner)} has failed with exit code {exitCode}. {said}Mend it; all that it printed is in the stage's log."));
    }
}
