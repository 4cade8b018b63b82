namespace FusedOpt.CodeFixes.Infrastructure;

/// <summary>The ids of the diagnostics that have a fix. <c>docs/diagnostics.md</c> says what each is.</summary>
internal static class Ids
{
    public const string NotPartial = "FOPT0001";
    public const string ReadOnlyParameter = "FOPT0004";
    public const string UnsupportedType = "FOPT0005";
    public const string UnknownHyperparameter = "FOPT0006";
    public const string MemberCollision = "FOPT0008";
    public const string OwnedParameter = "FOPT0016";
    public const string ModelInProperty = "FOPT0018";
    public const string PrivateParameter = "FOPT0029";
    public const string UnmarkedDerived = "FOPT0031";
    public const string NumberInProperty = "FOPT0032";

    /// <summary>The compiler's error for a named argument of an attribute that the attribute does not have.</summary>
    public const string UnknownType = "CS0246";

    /// <summary>The compiler's error for a name that nothing has.</summary>
    public const string UnknownName = "CS0103";

    /// <summary>The compiler's error for a member that a type does not have.</summary>
    public const string UnknownMember = "CS0117";

    /// <summary>The compiler's error for an argument that is named with a colon, and is no parameter.</summary>
    public const string UnknownParameter = "CS1739";
}
