using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>The words for staged data.</summary>
internal static class StagingText
{
    /// <summary>Returns the ending of the name of the file with the code.</summary>
    public static string Suffix(Staging form) =>
        (form.IsHalf ? "Half" : "") + (form.IsNarrow ? "Narrow" : "") + (form.IsSummed ? "Summed" : "");

    /// <summary>Returns the form of a parameter, in words.</summary>
    public static string Form(Staging form) =>
        (form.IsHalf ? " of Half" : "") + (form.IsHalf && form.IsNarrow ? "," : "") + (form.IsNarrow ? " with narrow state" : "");

    /// <summary>Returns the steps of an update, in words.</summary>
    public static string Steps(Staging form) =>
        (form.IsSummed ? "gradients added up, " : "")
        + (form.IsHalf || form.IsNarrow ? "widened to float, updated, and rounded" : "and updated");
}
