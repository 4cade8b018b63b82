using System;
using System.IO;

namespace Samples.Shared;

/// <summary>The file that the report goes to.</summary>
internal sealed class ReportFile
{
    private readonly string _path;
    private readonly string _draft;

    /// <summary>Makes sure that the file can be written, before anyone waits for what belongs in it.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public ReportFile(string path)
    {
        if (Directory.Exists(path))
            throw new UsageException($"the report cannot be written to '{path}': it is a directory");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            throw new UsageException($"the report cannot be written to '{path}': its directory does not exist");

        // A device such as /dev/null is written to, not replaced. It shows by its length of 0; a file of that length has
        // nothing to lose either.
        _path = path;
        _draft = File.Exists(path) && new FileInfo(path).Length == 0 ? path : $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.OpenWrite(_draft).Dispose();
            DeleteDraft();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the report cannot be written to '{path}'");
        }
    }

    /// <summary>Writes the report beside its place and moves it there: nobody ever sees half of it.</summary>
    public void Write(string content)
    {
        try
        {
            File.WriteAllText(_draft, content);
            if (_draft != _path)
                File.Move(_draft, _path, overwrite: true);
        }
        finally
        {
            DeleteDraft();
        }
    }

    private void DeleteDraft()
    {
        if (_draft != _path)
            File.Delete(_draft);
    }
}
