using System.Text;

namespace MlOps.Sdk.Reports;

/// <summary>A page in one file, which asks for nothing from outside and runs no script.</summary>
/// <param name="Html">The page; the same run gives the same text.</param>
public sealed record Report(string Html)
{
    /// <summary>Writes the page, whole or not at all: whoever reads the file meanwhile sees the one before.</summary>
    /// <param name="path">The file, which is replaced; its folder is made if it isn't there.</param>
    /// <param name="cancellationToken">Cancels the writing; the file is then as before.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        string target = Path.GetFullPath(path);
        string folder = Directory.CreateDirectory(Path.GetDirectoryName(target)!).FullName;
        string unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}.html");
        try
        {
            await File.WriteAllTextAsync(unfinished, Html, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
            File.Move(unfinished, target, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
