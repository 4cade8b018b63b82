using System;
using System.Collections.Generic;
using System.IO;

namespace FusedOpt;

/// <summary>The checkpoints of a directory. Headers are read once; the names are read every time, since users may delete files.</summary>
/// <param name="directory">The path of the directory.</param>
internal sealed class StepFiles(string directory)
{
    private readonly Dictionary<long, StepFile> _known = [];

    /// <summary>Returns the path of the file of a step.</summary>
    public string GetPath(long step) => Path.Combine(directory, StepName.Create(step));

    /// <summary>Keeps what is known of a file.</summary>
    public void Set(StepFile file) => _known[file.Step] = file;

    /// <summary>Forgets what is known of a file that is about to change.</summary>
    public void Forget(long step) => _known.Remove(step);

    /// <summary>Lists the files.</summary>
    /// <exception cref="CheckpointException">The directory cannot be read.</exception>
    public List<StepFile> List()
    {
        List<StepFile> files = [];
        try
        {
            foreach (string path in Directory.EnumerateFiles(directory, "*", new EnumerationOptions { AttributesToSkip = 0 }))
            {
                if (StepName.TryParse(Path.GetFileName(path), out long step))
                    files.Add(Find(step));
            }
        }
        catch (Exception e) when (FileFailure.IsOfFile(e))
        {
            throw new CheckpointException($"The directory {directory} cannot be read: {e.Message}", e);
        }

        return files;
    }

    private StepFile Find(long step)
    {
        if (_known.TryGetValue(step, out StepFile? known))
            return known;
        try
        {
            using CheckpointSource source = FileSource.Open(GetPath(step), mostAtOnce: 0);
            return _known[step] = new(step, new CheckpointFile(source, readsAnyVersion: true).Metric, null);
        }
        catch (CheckpointException e) when (CheckpointDamage.IsUnreadable(e))
        {
            // Not readable now, and perhaps later.
            return new(step, null, null, e);
        }
        catch (CheckpointException e) when (e.InnerException is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(step, null, null);
        }
        catch (CheckpointException e)
        {
            return _known[step] = new(step, null, e.Message);
        }
    }
}
