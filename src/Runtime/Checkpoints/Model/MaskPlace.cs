namespace FusedOpt;

/// <summary>The place where a pruner keeps the mask of an array.</summary>
/// <param name="Pruner">The pruner.</param>
/// <param name="Parameter">The number of the parameter in the pruner.</param>
/// <param name="Array">The number of the array in the parameter.</param>
internal readonly record struct MaskPlace(Pruner Pruner, int Parameter, int Array)
{
    /// <summary>The mask; null as long as nothing is pruned.</summary>
    public PruneMask? Value
    {
        get => Pruner[Parameter, Array];
        set => Pruner.SetMask(Parameter, Array, value);
    }
}
