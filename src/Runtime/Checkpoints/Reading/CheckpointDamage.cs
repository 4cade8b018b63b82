using System;
using System.IO;

namespace FusedOpt;

/// <summary>Tells damaged files from files that are whole and do not fit, and from files that cannot be read now.</summary>
internal static class CheckpointDamage
{
    /// <summary>Reads all of a file, and returns what is wrong with it; null if the file holds what was written.</summary>
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

    /// <summary>Returns true if a file is there and is not read by the system, which says nothing about its contents.</summary>
    /// <param name="e">The failure.</param>
    public static bool IsUnreadable(Exception e) =>
        IsPassing(e) || e is CheckpointException { InnerException: UnauthorizedAccessException };

    /// <summary>Returns true if a file is not read by the system for a reason that may pass, such as a lock of another program.</summary>
    /// <param name="e">The failure.</param>
    public static bool IsPassing(Exception e) => e is CheckpointException
    {
        InnerException: IOException and not (FileNotFoundException or DirectoryNotFoundException or CheckpointException)
    };
}
