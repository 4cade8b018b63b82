namespace FusedOpt.Generator.Model;

/// <summary>A field that holds other optimized models.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How many there are.</param>
/// <param name="IsStruct">Whether they are structures.</param>
/// <param name="IsNullable">Whether the field may be null.</param>
/// <param name="HoldsNullable">Whether there may be none where there could be one.</param>
/// <param name="LearningRateScale">Factor on the learning rate that they are handed; NaN where they keep their own.</param>
internal sealed record PartField(string Name, PartKind Kind, bool IsStruct, bool IsNullable, bool HoldsNullable, double LearningRateScale);

/// <summary>How many models a field holds.</summary>
internal enum PartKind : byte
{
    One,
    Array,
    List,
}
