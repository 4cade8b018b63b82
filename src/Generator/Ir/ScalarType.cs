namespace FusedOpt.Generator.Ir;

/// <summary>The type of a value.</summary>
internal enum ScalarType : byte
{
    /// <summary>The type of the parameter's elements: <c>float</c> in the rule, float or double in a kernel.</summary>
    Element,

    /// <summary>A double, whatever the type of the elements. A double never differs by element.</summary>
    Double,

    /// <summary>A 64-bit integer. An integer never differs by element.</summary>
    Long,

    /// <summary>A truth value.</summary>
    Bool,
}

/// <summary>The type that <see cref="ScalarType.Element"/> stands for in a program.</summary>
internal enum ElementType : byte
{
    /// <summary>No type yet: the program is a rule.</summary>
    Any,

    /// <summary>32-bit floating point.</summary>
    Single,

    /// <summary>64-bit floating point.</summary>
    Double,
}
