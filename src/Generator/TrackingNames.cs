namespace FusedOpt.Generator;

/// <summary>The steps of the incremental pipeline.</summary>
internal static class TrackingNames
{
    public const string Targets = nameof(Targets);
    public const string Rules = nameof(Rules);
}
