namespace FusedOpt.Generator;

/// <summary>The steps of the incremental pipeline.</summary>
internal static class TrackingNames
{
    public const string Targets = nameof(Targets);
    public const string Types = nameof(Types);
    public const string Networks = nameof(Networks);
    public const string Kernels = nameof(Kernels);
    public const string Rules = nameof(Rules);
    public const string UnknownArguments = nameof(UnknownArguments);
}
