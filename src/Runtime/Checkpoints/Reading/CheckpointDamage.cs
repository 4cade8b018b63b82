using System;
using System.IO;

namespace FusedOpt;

/// <summary>Tells damaged files from files that are whole and do not fit.</summary>
internal static class CheckpointDamage
{
    /// <summary>Reads all of a file, and returns the damage; null if the file holds what was written.</summary>
    /// <returns>An exception without a cause if the contents are damaged, and with a cause if the file cannot be read.</returns>
    public static CheckpointException? Find(string path)
    {
        try
        {
            using CheckpointSource source = FileSource.Open(path, mostAtOnce: 0);
            var file = new CheckpointFile(source, readsAnyVersion: true);
            string? checksum = file.Metadata.Find(ContentChecksum.Name);
            long? version = file.Metadata.FindLong(CheckpointWriter.VersionName);

            // A later version may have another checksum, or none.
            if (version > CheckpointWriter.FormatVersion && checksum?.StartsWith(ContentChecksum.Kind, StringComparison.Ordinal) != true)
                return null;
            file.Verify(() => { });
            return null;
        }
        catch (CheckpointException e)
        {
            return e;
        }
        catch (IOException e)
        {
            return new($"It cannot be read: {e.Message}", e);
        }
    }
}
