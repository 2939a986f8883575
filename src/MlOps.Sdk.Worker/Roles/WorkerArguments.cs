using MlOps.Sdk.Clients;

namespace MlOps.Sdk.Roles;

/// <summary>What a worker is asked for.</summary>
/// <param name="Role"><see cref="Run"/> or <see cref="Serve"/>.</param>
internal sealed record WorkerArguments(string Role)
{
    public const string Run = "run";
    public const string Serve = "serve";

    /// <summary>The task to run; null for another role.</summary>
    public ObjectUri? Task { get; private init; }

    /// <summary>The settings of the one trial of a search that the task is asked for; null for all of the task.</summary>
    public IReadOnlyDictionary<string, string>? Trial { get; private init; }

    /// <summary>Where to leave what was made; null for the job's own folder.</summary>
    public ObjectUri? Output { get; private init; }

    /// <summary>The bundle to serve; null for <c>AIP_STORAGE_URI</c>.</summary>
    public ObjectUri? Model { get; private init; }

    /// <summary>Reads arguments; null if the first one is no role.</summary>
    /// <exception cref="WorkerException">An argument is unknown, or its value isn't a URI.</exception>
    public static WorkerArguments? Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args[0] is not (Run or Serve))
            return null;
        WorkerArguments parsed = new(args[0]);
        for (int index = 1; index < args.Count; index++)
        {
            if (args[index] == "--trial" && parsed.Role == Run)
            {
                // All that follows is the tuning job's: a setting may bear any name.
                parsed = parsed with { Trial = Settings(args.Skip(index + 1)) };
                break;
            }

            string name = args[index].Split('=')[0];
            string value = args[index].Length > name.Length ? args[index][(name.Length + 1)..]
                : ++index < args.Count ? args[index]
                : throw new WorkerException($"{parsed.Role}: {name} has no value. Write {name} gs://bucket/….", exitCode: 2);
            parsed = (parsed.Role, name) switch
            {
                (Run, "--task") => parsed with { Task = Uri(parsed.Role, name, value) },
                (Run, "--output") => parsed with { Output = Uri(parsed.Role, name, value) },
                (Serve, "--model") => parsed with { Model = Uri(parsed.Role, name, value) },
                _ => throw new WorkerException($"{parsed.Role}: there is no argument {name}.", exitCode: 2),
            };
        }

        return parsed.Role == Run && parsed.Task is null ? throw new WorkerException("run: --task gs://bucket/…/task.json is missing.", exitCode: 2) : parsed;
    }

    private static Dictionary<string, string> Settings(IEnumerable<string> args)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (string arg in args)
        {
            int equals = arg.IndexOf('=', StringComparison.Ordinal);
            if (!arg.StartsWith("--", StringComparison.Ordinal) || equals < 0 || !settings.TryAdd(arg[2..equals], arg[(equals + 1)..]))
                throw new WorkerException($"run --trial: '{arg}' is no setting. A tuning job hands each over once, as --name=value.", exitCode: 2);
        }

        return settings;
    }

    private static ObjectUri Uri(string role, string name, string value)
    {
        try
        {
            return ObjectUri.Parse(value);
        }
        catch (FormatException exception)
        {
            throw new WorkerException($"{role} {name}: {exception.Message}", exitCode: 2, exception);
        }
    }
}
