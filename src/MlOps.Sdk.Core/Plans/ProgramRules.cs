namespace MlOps.Sdk.Plans;

/// <summary>What a training program must be, as far as its pipeline can say.</summary>
internal static class ProgramRules
{
    /// <summary>The column of the label in the table that a program reads.</summary>
    public const string Label = "label";

    public static IEnumerable<Problem> Problems(string stage, ProgramLearner program, FeaturesPlan? features)
    {
        if (string.IsNullOrWhiteSpace(program.Command))
            yield return new($"{stage}.program.command", "the command is empty. Give a program such as \"python3\".");
        if (program.Image is { } image && string.IsNullOrWhiteSpace(image))
            yield return new($"{stage}.program.image", "the image's name is empty. Leave it out to train in the worker's own image.");
        foreach (ProgramFile file in program.Files)
        {
            if (!file.IsRelative)
            {
                yield return new($"{stage}.program.files", $"'{file.Path}' must be a relative path without '.' and '..', because the file is copied into the program's folder under it. "
                    + "Have the build put it beside the application: <None Include=\"…\" Link=\"train.py\" CopyToOutputDirectory=\"PreserveNewest\" />.");
            }
            else if (file.Digest.Length == 0)
            {
                yield return new($"{stage}.program.files", $"there is no file '{file.Path}', neither in {Path.GetFullPath(".")} nor in {AppContext.BaseDirectory}. "
                    + "Write its path relative to one of them.");
            }
        }

        if (program.Files.GroupBy(file => file.Path, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            yield return new($"{stage}.program.files", $"the file '{twice.Key}' is named twice.");
        if (features?.Features.FirstOrDefault(feature => feature.Name == Label) is not null)
            yield return new($"{features.Name}.{Label}", "a program finds the label in a column of this name. Give the feature another one: new { Other = f.label }.");
    }
}
