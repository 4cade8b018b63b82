namespace FusedOpt.Benchmarks.Cases;

/// <summary>Numbers of parameters.</summary>
internal static class Size
{
    public const int K = 1 << 10, M = 1 << 20;

    /// <summary>The sizes of models of one tensor.</summary>
    public static int[] All { get; } = [K, 16 * K, 64 * K, M, 16 * M, 64 * M];

    /// <summary>Returns the text for a size in the name of a case.</summary>
    public static string Text(int size) => size >= M ? $"{size / M}M" : $"{size / K}K";
}
