using System;

namespace FusedOpt;

/// <summary>
/// Keeps a field of an <see cref="OptimizeAttribute">optimized</see> class from being a parameter, or the models it holds from being
/// stepped: no step changes it. On a property, which is never stepped, it says that this is meant.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class FrozenAttribute : Attribute;
