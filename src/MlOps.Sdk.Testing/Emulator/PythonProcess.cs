using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace MlOps.Sdk.Testing.Emulator;

/// <summary>Starts the emulator's own programs of Python.</summary>
internal static class PythonProcess
{
    /// <summary>The text of a program.</summary>
    public static Stream Source(string program) => typeof(PythonProcess).Assembly.GetManifestResourceStream($"MlOps.Sdk.Testing.{program}")!;

    /// <summary>Starts a Python with all its streams redirected.</summary>
    /// <exception cref="PythonMissingException">It can't be started.</exception>
    public static Process Start(string python, params IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(python, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
                // A time zone that would be noticed.
                Environment = { ["PYTHONUTF8"] = "1", ["PYTHONDONTWRITEBYTECODE"] = "1", ["TZ"] = "America/New_York" },
            })!;
        }
        catch (Win32Exception exception)
        {
            throw new PythonMissingException($"'{python}' can't be started: {exception.Message}");
        }
    }

    /// <summary>Runs a program that reads one text and writes another.</summary>
    /// <exception cref="PythonMissingException">Python can't be started.</exception>
    public static PythonAnswer Run(string python, string program, string input, CancellationToken cancellationToken)
    {
        using StreamReader source = new(Source(program));
        using Process process = Start(python, "-c", source.ReadToEnd());
        using CancellationTokenRegistration interruption = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        StringBuilder errors = new();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended; what it said last is read next.
        }

        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        return new PythonAnswer(process.ExitCode, output, Tail(errors.ToString()));
    }

    /// <summary>The end of what a process said.</summary>
    public static string Tail(string text) => text.Length <= 4000 ? text.Trim() : text[^4000..].Trim();
}
