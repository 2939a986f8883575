namespace MlOps.Sdk.Runs;

/// <summary>A path as one would type it: from the working directory if it is below that.</summary>
internal static class PathText
{
    public static string Of(string location)
    {
        if (!Path.IsPathFullyQualified(location))
            return location;
        string relative = Path.GetRelativePath(Path.GetFullPath("."), location);
        return relative.StartsWith("..", StringComparison.Ordinal) ? location : relative;
    }
}
