using System.IO;

namespace Samples.Shared;

/// <summary>The files that are built into the program.</summary>
internal static class Resource
{
    /// <summary>The text of a file, by its name without the folder.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    /// <summary>The bytes of a file.</summary>
    public static Stream Open(string name) => typeof(Resource).Assembly.GetManifestResourceStream(name)!;
}
