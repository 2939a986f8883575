using System.IO.Enumeration;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>The objects that a source's path names, each pinned to its generation.</summary>
internal static class CloudObjects
{
    /// <summary>The path of a source that lies in Cloud Storage; null if it doesn't.</summary>
    public static string? UriOf(SourcePlan? source)
    {
        string? path = source switch
        {
            CsvSourcePlan csv => csv.Path,
            JsonSourcePlan json => json.Path,
            ParquetSourcePlan parquet => parquet.Path,
            _ => null,
        };
        return path?.StartsWith("gs://", StringComparison.Ordinal) is true ? path : null;
    }

    /// <summary>The objects, in the order of their names.</summary>
    /// <param name="storage">The client.</param>
    /// <param name="path">An object, or a pattern with <c>*</c>, which stands for anything but <c>/</c>.</param>
    /// <param name="stage">The stage, for messages.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="StageException">There are none.</exception>
    public static async Task<IReadOnlyList<CloudObject>> FindAsync(
        ICloudStorage storage, string path, string stage, CancellationToken cancellationToken)
    {
        ObjectUri uri = Parse(path, stage);
        int star = uri.Name.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return await storage.FindAsync(uri, cancellationToken) is { } found
                ? [found]
                : throw new StageException($"{stage}: there is no object {path}. Correct the path, or put it there: gcloud storage cp FILE {path}");
        }

        List<CloudObject> objects = [];
        int seen = 0;
        await foreach (CloudObject candidate in storage.ListAsync(uri with { Name = uri.Name[..star] }, cancellationToken))
        {
            seen++;
            string name = candidate.Uri.Name;
            if (name.Count(letter => letter == '/') == uri.Name.Count(letter => letter == '/') && FileSystemName.MatchesSimpleExpression(uri.Name, name, ignoreCase: false))
                objects.Add(candidate);
        }

        return objects.Count > 0
            ? objects
            : throw new StageException(FormattableString.Invariant(
                $"{stage}: {path} matches no object; {seen} begin with gs://{uri.Bucket}/{uri.Name[..star]}. Correct the path; '*' doesn't stand for '/'."));
    }

    private static ObjectUri Parse(string path, string stage)
    {
        try
        {
            return ObjectUri.Parse(path);
        }
        catch (FormatException exception)
        {
            throw new StageException($"{stage}.source: {exception.Message}", exception);
        }
    }
}
