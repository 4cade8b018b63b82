using System;

namespace FusedOpt;

/// <summary>
/// Keeps a field of an <see cref="OptimizeAttribute">optimized</see> class from being a parameter, or the models it holds from being stepped: no
/// step changes it.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class FrozenAttribute : Attribute;
