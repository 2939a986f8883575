using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Programs;

/// <summary>The folder that a program is started in: copies of its files, which hold what they held when the pipeline was built.</summary>
internal static class ProgramFolder
{
    public static string Create(ProgramLearner learner, string parent, string stage)
    {
        string folder = Directory.CreateDirectory(Path.Combine(parent, "program")).FullName;
        foreach (ProgramFile file in learner.Files)
        {
            if (!file.IsRelative)
                throw new StageException($"{stage}: the program's file '{file.Path}' has no relative path. Name it relative to the application's folder.");
            string source = file.Find() ?? throw new StageException(
                $"{stage}: the program's file '{file.Path}' is neither in {Path.GetFullPath(".")} nor in {AppContext.BaseDirectory}. "
                + "Put it there, in a container by COPY in the image that trains.");
            string copy = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(source, copy);
            // Of the copy, which is what will run.
            string digest = ProgramFile.DigestOf(copy);
            if (digest != file.Digest)
            {
                throw new StageException(
                    $"{stage}: the program's file '{file.Path}' has the SHA-256 {digest}, but had {file.Digest} when the pipeline was built. "
                    + "Build the pipeline again, or the image that trains.");
            }
        }

        return folder;
    }
}
