// What a container of a test does: its first argument says what, and the rest how.
using MlOps.Sdk.ContainerTarget;

Dictionary<string, string> options = args.Skip(1)
    .Where(argument => argument.StartsWith("--", StringComparison.Ordinal))
    .Select(argument => argument[2..].Split('=', 2))
    .ToDictionary(parts => parts[0], parts => parts.Length == 2 ? parts[1] : "", StringComparer.Ordinal);
return args.FirstOrDefault() switch
{
    "train" => await ContainerRoles.TrainAsync(options),
    "tune" => ContainerRoles.Tune(options),
    "serve" => await ModelServer.RunAsync(options),
    var other => ContainerRoles.Refuse(other),
};
