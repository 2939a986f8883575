using System.Globalization;
using System.IO.Compression;
using Microsoft.ML;
using MlOps.Sdk.Training.Learners;

namespace MlOps.Sdk.Training;

/// <summary>ML.NET's own model file, for those who want to go on with it in ML.NET.</summary>
internal static class MlNetModelFile
{
    public const string Name = "model.zip";

    // The earliest time that a zip entry can have; the clock must not get into the bundle.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(MLContext ml, MlNetModel model, string path)
    {
        using MemoryStream saved = new();
        Save(ml, model, saved);

        saved.Position = 0;
        using ZipArchive source = new(saved, ZipArchiveMode.Read);
        using FileStream stream = File.Create(path);
        using ZipArchive target = new(stream, ZipArchiveMode.Create);
        foreach (ZipArchiveEntry entry in source.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            ZipArchiveEntry copy = target.CreateEntry(entry.FullName);
            copy.LastWriteTime = NoTime;
            using Stream from = entry.Open();
            using Stream to = copy.Open();
            from.CopyTo(to);
        }
    }

    // ML.NET writes a calibrator's numbers also as text, in the thread's culture.
    private static void Save(MLContext ml, MlNetModel model, Stream stream)
    {
        CultureInfo culture = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            ml.Model.Save(model.Transformer, model.Schema, stream);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }
}
