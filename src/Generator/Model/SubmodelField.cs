namespace FusedOpt.Generator.Model;

/// <summary>A field that holds other optimized models.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How many there are.</param>
/// <param name="IsStruct">Whether they are structures.</param>
/// <param name="IsNullable">Whether the field may be null.</param>
/// <param name="HoldsNullable">Whether there may be none where there could be one.</param>
/// <param name="LearningRateScale">Factor on the learning rate that they are handed; NaN where they keep their own.</param>
/// <param name="Gradients">The type of the gradients of one in C#; null where its class takes no sums of them.</param>
/// <param name="IsPublic">Whether anyone may see it.</param>
/// <param name="HidesMember">Whether its gradients would hide an inherited member.</param>
internal sealed record SubmodelField(string Name, SubmodelKind Kind, bool IsStruct, bool IsNullable, bool HoldsNullable, double LearningRateScale, string? Gradients, bool IsPublic, bool HidesMember)
{
    /// <summary>The type of the member that has their gradients.</summary>
    public string GradientsType => Kind == SubmodelKind.One ? $"{Gradients}{(HoldsNullable ? "?" : "")}" : $"global::FusedOpt.SubmodelGradients<{Gradients}{(HoldsNullable ? "?" : "")}>";

    /// <summary>What stands before that member's name.</summary>
    public string GradientsModifiers => $"{(IsPublic ? "public" : "internal")} {(HidesMember ? "new " : "")}{GradientsType}";
}

/// <summary>How many models a field holds.</summary>
internal enum SubmodelKind : byte
{
    One,
    Array,
    List,
}
