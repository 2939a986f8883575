using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>Runs a pipeline of Beam YAML in a process of Python, which asks for the files that it reads.</summary>
internal static class BeamProcess
{
    private static readonly string[] s_programs = ["beam_runner.py", "beam_graph.py", "beam_transforms.py", "beam_python.py", "beam_types.py"];

    /// <summary>The rows to write.</summary>
    /// <param name="python">The Python 3 to use.</param>
    /// <param name="document">The YAML as <see cref="YamlReader"/> reads it.</param>
    /// <param name="files">The files that it may read.</param>
    /// <param name="folder">An empty folder for programs and rows.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <exception cref="BeamException">The pipeline is refused, or fails.</exception>
    public static async Task<BeamResult> RunAsync(string python, JsonNode document, IBeamFiles files, string folder, CancellationToken cancellationToken)
    {
        foreach (string program in s_programs)
        {
            await using Stream source = PythonProcess.Source(program);
            await using FileStream target = File.Create(Path.Combine(folder, program));
            await source.CopyToAsync(target, cancellationToken);
        }

        using Process process = Start(python, folder);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            return await TalkAsync(process, document, files, folder, cancellationToken)
                ?? throw new BeamException(null, "Exit", $"{python} ended without a result. {PythonProcess.Tail(await errors)}", "");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process Start(string python, string folder)
    {
        try
        {
            return PythonProcess.Start(python, Path.Combine(folder, s_programs[0]));
        }
        catch (PythonMissingException exception)
        {
            throw new BeamException(null, "Start", $"{exception.Message} Install Python 3, or set {nameof(GoogleCloudEmulatorOptions)}.{nameof(GoogleCloudEmulatorOptions.Python)}.", "");
        }
    }

    private static async Task<BeamResult?> TalkAsync(Process process, JsonNode document, IBeamFiles files, string folder, CancellationToken cancellationToken)
    {
        await SendAsync(process, new JsonObject { ["document"] = document.DeepClone(), ["folder"] = folder }, cancellationToken);
        int reads = 0;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            JsonNode message = JsonNode.Parse(line)!;
            if (message["done"] is { } done)
                return Result(done);
            if (message["failed"] is { } failed)
                throw new BeamException((string?)failed["step"], (string)failed["kind"]!, (string)failed["message"]!, (string)failed["trace"]!);
            await SendAsync(process, Answer(message, files, Path.Combine(folder, $"read-{reads++}")), cancellationToken);
        }

        return null;
    }

    private static JsonObject Answer(JsonNode question, IBeamFiles files, string target)
    {
        try
        {
            if ((question["read"] ?? question["records"]) is { } rows)
            {
                IReadOnlyList<BeamField> fields = files.Read((string)rows!, target, records: question["records"] is not null);
                return new JsonObject
                {
                    ["fields"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)new JsonArray(field.Kind, field.Nullable)))),
                    ["file"] = target,
                };
            }

            return question["lines"] is { } lines
                ? new JsonObject { ["files"] = new JsonArray([.. files.Texts((string)lines!).Select(file => (JsonNode)file)]) }
                : new JsonObject { ["text"] = string.Concat(files.Texts((string)question["text"]!).Select(File.ReadAllText)) };
        }
        catch (BeamFileException exception)
        {
            return new JsonObject { ["error"] = exception.Message };
        }
    }

    private static BeamResult Result(JsonNode done) => new(
        [.. done["writes"]!.AsArray().Select(write => new BeamWrite(
            (string)write!["type"]!, (string)write["path"]!, (int)write["num_shards"]!, (string)write["file"]!, (long)write["rows"]!,
            [.. write["fields"]!.AsObject().Select(field => new BeamField(field.Key, KindOf(field.Value![0]!), (bool)field.Value[1]!))]))],
        done["counts"]!.AsObject().ToDictionary(count => count.Key, count => (long)count.Value!, StringComparer.Ordinal));

    // The kind of a row within a row is a list.
    private static string KindOf(JsonNode kind) => kind.GetValueKind() == JsonValueKind.String ? (string)kind! : "row";

    private static async Task SendAsync(Process process, JsonObject message, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(message.ToJsonString().AsMemory(), cancellationToken);
            await process.StandardInput.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            // It has ended; what it said last is read next.
        }
    }
}
