using System;
using System.Globalization;

namespace FusedOpt;

/// <summary>Names of the files of a directory of checkpoints: "step-", the number of steps, and ".safetensors".</summary>
internal static class StepName
{
    private const string Prefix = "step-", Extension = ".safetensors";

    /// <summary>Returns the name of the file of a step.</summary>
    public static string Create(long step) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step}{Extension}");

    /// <summary>Reads the step from a name; returns false if no step has that name.</summary>
    public static bool TryParse(string name, out long step)
    {
        step = 0;

        // Only one spelling of a number is ours: a file "step-007.safetensors" would not be replaced by a save of step 7.
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && name.Length > Prefix.Length + Extension.Length
            && long.TryParse(name.AsSpan(Prefix.Length..^Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out step)
            && name == Create(step);
    }
}
