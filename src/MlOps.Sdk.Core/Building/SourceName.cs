using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>What a source is called where several of a pipeline are to be told apart.</summary>
internal static class SourceName
{
    /// <summary>The file's name without its endings, or the name of the connection or the rows; empty if nothing of it can stand in a stage's name.</summary>
    public static string Of(SourcePlan source)
    {
        string name = source switch
        {
            CsvSourcePlan csv => FileName(csv.Path),
            JsonSourcePlan json => FileName(json.Path),
            ParquetSourcePlan parquet => FileName(parquet.Path),
            QuerySourcePlan query => query.Binding,
            RowsSourcePlan rows => rows.Binding,
            _ => "",
        };
        return string.Concat(name.Select(character => char.IsLetterOrDigit(character) ? character : '-')).Trim('-');
    }

    private static string FileName(string path)
    {
        string name = Path.GetFileName(path.Replace('\\', '/').TrimEnd('/'));
        int ending = name.IndexOf('.', StringComparison.Ordinal);
        return ending > 0 ? name[..ending] : name;
    }
}
