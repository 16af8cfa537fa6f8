// Generated from proto/ by scripts/generate.mjs; do not edit.
// sources: a2ca7ec73163251b983278ef42aeccc60a0807bb14d0209b3efc23c158f17995
/* eslint-disable */
import $protobuf from "protobufjs/minimal.js";
import { readText as $readText, wrongWireType as $wrongWireType } from "../runtime/strict-reading.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["macp"] || ($protobuf.roots["macp"] = {});

export const macp = $root.macp = (() => {

    const macp = {};

    macp.internal = (function() {

        const internal = {};

        internal.v1 = (function() {

            const v1 = {};

            v1.ReadSessionRequest = (function() {

                const ReadSessionRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReadSessionRequest.prototype.sessionId = "";

                ReadSessionRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                        writer.uint32(10).string(message.sessionId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReadSessionRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.ReadSessionRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.sessionId = value;
                                else
                                    delete message.sessionId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReadSessionRequest;
            })();

            v1.ReadSessionResponse = (function() {

                const ReadSessionResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReadSessionResponse.prototype.metadata = null;

                ReadSessionResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                        $root.macp.v1.SessionMetadata.encode(message.metadata, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReadSessionResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.ReadSessionResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.metadata = $root.macp.v1.SessionMetadata.decode(reader, reader.size(), $undefined, _depth + 1, message.metadata);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReadSessionResponse;
            })();

            v1.ReadSessionPageRequest = (function() {

                const ReadSessionPageRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReadSessionPageRequest.prototype.afterId = "";
                ReadSessionPageRequest.prototype.limit = 0;

                ReadSessionPageRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.afterId != null && $Object.hasOwnProperty.call(message, "afterId") && message.afterId !== "")
                        writer.uint32(10).string(message.afterId);
                    if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                        writer.uint32(16).uint32(message.limit);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReadSessionPageRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.ReadSessionPageRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.afterId = value;
                                else
                                    delete message.afterId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.limit = value;
                                else
                                    delete message.limit;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReadSessionPageRequest;
            })();

            v1.ReadSessionPageResponse = (function() {

                const ReadSessionPageResponse = function (properties) {
                    this.sessions = [];
                    this.partitions = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReadSessionPageResponse.prototype.sessions = $util.emptyArray;
                ReadSessionPageResponse.prototype.more = false;
                ReadSessionPageResponse.prototype.partitions = $util.emptyArray;

                ReadSessionPageResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sessions != null && message.sessions.length)
                        for (let i = 0; i < message.sessions.length; ++i)
                            $root.macp.v1.SessionMetadata.encode(message.sessions[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                        writer.uint32(16).bool(message.more);
                    if (message.partitions != null && message.partitions.length)
                        writer.uint32(26).uint32s(message.partitions);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReadSessionPageResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.ReadSessionPageResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.sessions && message.sessions.length))
                                    message.sessions = [];
                                message.sessions.push($root.macp.v1.SessionMetadata.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.bool())
                                    message.more = value;
                                else
                                    delete message.more;
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.partitions && message.partitions.length))
                                        message.partitions = [];
                                    reader.uint32s(message.partitions);
                                    continue;
                                }
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.partitions && message.partitions.length))
                                    message.partitions = [];
                                message.partitions.push(reader.uint32());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReadSessionPageResponse;
            })();

            v1.FollowHistoryRequest = (function() {

                const FollowHistoryRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                FollowHistoryRequest.prototype.open = null;
                FollowHistoryRequest.prototype.grant = null;

                let $oneOfFields;

                $Object.defineProperty(FollowHistoryRequest.prototype, "message", {
                    get: $util.oneOfGetter($oneOfFields = ["open", "grant"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                FollowHistoryRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.open != null && $Object.hasOwnProperty.call(message, "open"))
                        $root.macp.internal.v1.OpenFollow.encode(message.open, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.grant != null && $Object.hasOwnProperty.call(message, "grant"))
                        $root.macp.internal.v1.GrantEnvelopes.encode(message.grant, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                FollowHistoryRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.FollowHistoryRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.open = $root.macp.internal.v1.OpenFollow.decode(reader, reader.size(), $undefined, _depth + 1, message.open);
                                message.message = "open";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.grant = $root.macp.internal.v1.GrantEnvelopes.decode(reader, reader.size(), $undefined, _depth + 1, message.grant);
                                message.message = "grant";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return FollowHistoryRequest;
            })();

            v1.OpenFollow = (function() {

                const OpenFollow = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OpenFollow.prototype.sessionId = "";
                OpenFollow.prototype.after = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                OpenFollow.prototype.live = false;
                OpenFollow.prototype.envelopes = 0;

                OpenFollow.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                        writer.uint32(10).string(message.sessionId);
                    if (message.after != null && $Object.hasOwnProperty.call(message, "after") && (typeof message.after === "object" ? message.after.low || message.after.high : message.after !== 0))
                        writer.uint32(16).uint64(message.after);
                    if (message.live != null && $Object.hasOwnProperty.call(message, "live") && message.live !== false)
                        writer.uint32(24).bool(message.live);
                    if (message.envelopes != null && $Object.hasOwnProperty.call(message, "envelopes") && message.envelopes !== 0)
                        writer.uint32(32).uint32(message.envelopes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OpenFollow.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.OpenFollow();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.sessionId = value;
                                else
                                    delete message.sessionId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.after = value;
                                else
                                    delete message.after;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.bool())
                                    message.live = value;
                                else
                                    delete message.live;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.envelopes = value;
                                else
                                    delete message.envelopes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OpenFollow;
            })();

            v1.GrantEnvelopes = (function() {

                const GrantEnvelopes = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                GrantEnvelopes.prototype.envelopes = 0;

                GrantEnvelopes.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.envelopes != null && $Object.hasOwnProperty.call(message, "envelopes") && message.envelopes !== 0)
                        writer.uint32(8).uint32(message.envelopes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                GrantEnvelopes.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.GrantEnvelopes();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.envelopes = value;
                                else
                                    delete message.envelopes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return GrantEnvelopes;
            })();

            v1.FollowHistoryResponse = (function() {

                const FollowHistoryResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                FollowHistoryResponse.prototype.opened = null;
                FollowHistoryResponse.prototype.envelopes = null;
                FollowHistoryResponse.prototype.lagged = null;

                let $oneOfFields;

                $Object.defineProperty(FollowHistoryResponse.prototype, "message", {
                    get: $util.oneOfGetter($oneOfFields = ["opened", "envelopes", "lagged"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                FollowHistoryResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.opened != null && $Object.hasOwnProperty.call(message, "opened"))
                        $root.macp.internal.v1.FollowOpened.encode(message.opened, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.envelopes != null && $Object.hasOwnProperty.call(message, "envelopes"))
                        $root.macp.internal.v1.HistoryEnvelopes.encode(message.envelopes, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.lagged != null && $Object.hasOwnProperty.call(message, "lagged"))
                        $root.macp.internal.v1.FollowLagged.encode(message.lagged, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                FollowHistoryResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.FollowHistoryResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.opened = $root.macp.internal.v1.FollowOpened.decode(reader, reader.size(), $undefined, _depth + 1, message.opened);
                                message.message = "opened";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.envelopes = $root.macp.internal.v1.HistoryEnvelopes.decode(reader, reader.size(), $undefined, _depth + 1, message.envelopes);
                                message.message = "envelopes";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.lagged = $root.macp.internal.v1.FollowLagged.decode(reader, reader.size(), $undefined, _depth + 1, message.lagged);
                                message.message = "lagged";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return FollowHistoryResponse;
            })();

            v1.FollowOpened = (function() {

                const FollowOpened = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                FollowOpened.prototype.tail = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                FollowOpened.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.tail != null && $Object.hasOwnProperty.call(message, "tail") && (typeof message.tail === "object" ? message.tail.low || message.tail.high : message.tail !== 0))
                        writer.uint32(8).uint64(message.tail);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                FollowOpened.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.FollowOpened();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tail = value;
                                else
                                    delete message.tail;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return FollowOpened;
            })();

            v1.HistoryEnvelopes = (function() {

                const HistoryEnvelopes = function (properties) {
                    this.envelopes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                HistoryEnvelopes.prototype.firstOrdinal = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                HistoryEnvelopes.prototype.envelopes = $util.emptyArray;

                HistoryEnvelopes.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.firstOrdinal != null && $Object.hasOwnProperty.call(message, "firstOrdinal") && (typeof message.firstOrdinal === "object" ? message.firstOrdinal.low || message.firstOrdinal.high : message.firstOrdinal !== 0))
                        writer.uint32(8).uint64(message.firstOrdinal);
                    if (message.envelopes != null && message.envelopes.length)
                        for (let i = 0; i < message.envelopes.length; ++i)
                            $root.macp.v1.Envelope.encode(message.envelopes[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                HistoryEnvelopes.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.HistoryEnvelopes();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.firstOrdinal = value;
                                else
                                    delete message.firstOrdinal;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.envelopes && message.envelopes.length))
                                    message.envelopes = [];
                                message.envelopes.push($root.macp.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return HistoryEnvelopes;
            })();

            v1.FollowLagged = (function() {

                const FollowLagged = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                FollowLagged.prototype.count = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                FollowLagged.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count") && (typeof message.count === "object" ? message.count.low || message.count.high : message.count !== 0))
                        writer.uint32(8).uint64(message.count);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                FollowLagged.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.FollowLagged();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.count = value;
                                else
                                    delete message.count;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return FollowLagged;
            })();

            v1.WatchLifecycleRequest = (function() {

                const WatchLifecycleRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                WatchLifecycleRequest.prototype.events = 0;

                WatchLifecycleRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.events != null && $Object.hasOwnProperty.call(message, "events") && message.events !== 0)
                        writer.uint32(8).uint32(message.events);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                WatchLifecycleRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.WatchLifecycleRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.events = value;
                                else
                                    delete message.events;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return WatchLifecycleRequest;
            })();

            v1.WatchLifecycleResponse = (function() {

                const WatchLifecycleResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                WatchLifecycleResponse.prototype.opened = null;
                WatchLifecycleResponse.prototype.events = null;
                WatchLifecycleResponse.prototype.synced = null;
                WatchLifecycleResponse.prototype.lagged = null;

                let $oneOfFields;

                $Object.defineProperty(WatchLifecycleResponse.prototype, "message", {
                    get: $util.oneOfGetter($oneOfFields = ["opened", "events", "synced", "lagged"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                WatchLifecycleResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.opened != null && $Object.hasOwnProperty.call(message, "opened"))
                        $root.macp.internal.v1.LifecycleOpened.encode(message.opened, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.events != null && $Object.hasOwnProperty.call(message, "events"))
                        $root.macp.internal.v1.LifecycleEvents.encode(message.events, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.synced != null && $Object.hasOwnProperty.call(message, "synced"))
                        $root.macp.internal.v1.LifecycleSynced.encode(message.synced, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.lagged != null && $Object.hasOwnProperty.call(message, "lagged"))
                        $root.macp.internal.v1.LifecycleLagged.encode(message.lagged, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                WatchLifecycleResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.WatchLifecycleResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.opened = $root.macp.internal.v1.LifecycleOpened.decode(reader, reader.size(), $undefined, _depth + 1, message.opened);
                                message.message = "opened";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.events = $root.macp.internal.v1.LifecycleEvents.decode(reader, reader.size(), $undefined, _depth + 1, message.events);
                                message.message = "events";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.synced = $root.macp.internal.v1.LifecycleSynced.decode(reader, reader.size(), $undefined, _depth + 1, message.synced);
                                message.message = "synced";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.lagged = $root.macp.internal.v1.LifecycleLagged.decode(reader, reader.size(), $undefined, _depth + 1, message.lagged);
                                message.message = "lagged";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return WatchLifecycleResponse;
            })();

            v1.LifecycleOpened = (function() {

                const LifecycleOpened = function (properties) {
                    this.partitions = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                LifecycleOpened.prototype.partitions = $util.emptyArray;

                LifecycleOpened.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.partitions != null && message.partitions.length)
                        writer.uint32(10).uint32s(message.partitions);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                LifecycleOpened.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.LifecycleOpened();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.partitions && message.partitions.length))
                                        message.partitions = [];
                                    reader.uint32s(message.partitions);
                                    continue;
                                }
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.partitions && message.partitions.length))
                                    message.partitions = [];
                                message.partitions.push(reader.uint32());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LifecycleOpened;
            })();

            v1.LifecycleEvents = (function() {

                const LifecycleEvents = function (properties) {
                    this.events = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                LifecycleEvents.prototype.events = $util.emptyArray;

                LifecycleEvents.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.events != null && message.events.length)
                        for (let i = 0; i < message.events.length; ++i)
                            $root.macp.internal.v1.LifecycleEvent.encode(message.events[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                LifecycleEvents.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.LifecycleEvents();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.events && message.events.length))
                                    message.events = [];
                                message.events.push($root.macp.internal.v1.LifecycleEvent.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LifecycleEvents;
            })();

            v1.LifecycleEvent = (function() {

                const LifecycleEvent = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                LifecycleEvent.prototype.eventType = 0;
                LifecycleEvent.prototype.session = null;
                LifecycleEvent.prototype.isSync = false;

                LifecycleEvent.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.eventType != null && $Object.hasOwnProperty.call(message, "eventType") && message.eventType !== 0)
                        writer.uint32(8).int32(message.eventType);
                    if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                        $root.macp.v1.SessionMetadata.encode(message.session, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.isSync != null && $Object.hasOwnProperty.call(message, "isSync") && message.isSync !== false)
                        writer.uint32(24).bool(message.isSync);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                LifecycleEvent.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.LifecycleEvent();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.int32())
                                    message.eventType = value;
                                else
                                    delete message.eventType;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.session = $root.macp.v1.SessionMetadata.decode(reader, reader.size(), $undefined, _depth + 1, message.session);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.bool())
                                    message.isSync = value;
                                else
                                    delete message.isSync;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LifecycleEvent;
            })();

            v1.LifecycleSynced = (function() {

                const LifecycleSynced = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                LifecycleSynced.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                LifecycleSynced.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.LifecycleSynced();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag >>> 3);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LifecycleSynced;
            })();

            v1.LifecycleLagged = (function() {

                const LifecycleLagged = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                LifecycleLagged.prototype.count = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                LifecycleLagged.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count") && (typeof message.count === "object" ? message.count.low || message.count.high : message.count !== 0))
                        writer.uint32(8).uint64(message.count);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                LifecycleLagged.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.LifecycleLagged();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.count = value;
                                else
                                    delete message.count;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LifecycleLagged;
            })();

            v1.PushOutcomesRequest = (function() {

                const PushOutcomesRequest = function (properties) {
                    this.partitions = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PushOutcomesRequest.prototype.aggregate = 0;
                PushOutcomesRequest.prototype.partitions = $util.emptyArray;

                PushOutcomesRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.aggregate != null && $Object.hasOwnProperty.call(message, "aggregate") && message.aggregate !== 0)
                        writer.uint32(8).int32(message.aggregate);
                    if (message.partitions != null && message.partitions.length)
                        for (let i = 0; i < message.partitions.length; ++i)
                            $root.macp.internal.v1.PartitionOutcomes.encode(message.partitions[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PushOutcomesRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.PushOutcomesRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.int32())
                                    message.aggregate = value;
                                else
                                    delete message.aggregate;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.partitions && message.partitions.length))
                                    message.partitions = [];
                                message.partitions.push($root.macp.internal.v1.PartitionOutcomes.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PushOutcomesRequest;
            })();

            v1.PushOutcomesResponse = (function() {

                const PushOutcomesResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PushOutcomesResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PushOutcomesResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.PushOutcomesResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag >>> 3);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PushOutcomesResponse;
            })();

            v1.Aggregate = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "AGGREGATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "AGGREGATE_SESSION"] = 1;
                values[valuesById[2] = "AGGREGATE_REGISTRY"] = 2;
                return values;
            })();

            v1.PartitionOutcomes = (function() {

                const PartitionOutcomes = function (properties) {
                    this.parked = [];
                    this.outcomes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PartitionOutcomes.prototype.partition = 0;
                PartitionOutcomes.prototype.decidedUpTo = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                PartitionOutcomes.prototype.parked = $util.emptyArray;
                PartitionOutcomes.prototype.outcomes = $util.emptyArray;
                PartitionOutcomes.prototype.recordedAtUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                PartitionOutcomes.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                        writer.uint32(8).uint32(message.partition);
                    if (message.decidedUpTo != null && $Object.hasOwnProperty.call(message, "decidedUpTo") && (typeof message.decidedUpTo === "object" ? message.decidedUpTo.low || message.decidedUpTo.high : message.decidedUpTo !== 0))
                        writer.uint32(16).int64(message.decidedUpTo);
                    if (message.parked != null && message.parked.length)
                        writer.uint32(26).int64s(message.parked);
                    if (message.outcomes != null && message.outcomes.length)
                        for (let i = 0; i < message.outcomes.length; ++i)
                            $root.macp.internal.v1.PushedOutcome.encode(message.outcomes[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.recordedAtUnixMs != null && $Object.hasOwnProperty.call(message, "recordedAtUnixMs") && (typeof message.recordedAtUnixMs === "object" ? message.recordedAtUnixMs.low || message.recordedAtUnixMs.high : message.recordedAtUnixMs !== 0))
                        writer.uint32(40).int64(message.recordedAtUnixMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PartitionOutcomes.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.PartitionOutcomes();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.partition = value;
                                else
                                    delete message.partition;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.decidedUpTo = value;
                                else
                                    delete message.decidedUpTo;
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.parked && message.parked.length))
                                        message.parked = [];
                                    reader.int64s(message.parked);
                                    continue;
                                }
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.parked && message.parked.length))
                                    message.parked = [];
                                message.parked.push(reader.int64());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.outcomes && message.outcomes.length))
                                    message.outcomes = [];
                                message.outcomes.push($root.macp.internal.v1.PushedOutcome.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.recordedAtUnixMs = value;
                                else
                                    delete message.recordedAtUnixMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PartitionOutcomes;
            })();

            v1.PushedOutcome = (function() {

                const PushedOutcome = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PushedOutcome.prototype.correlationId = "";
                PushedOutcome.prototype.commandOffset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                PushedOutcome.prototype.recorded = null;
                PushedOutcome.prototype.read = null;

                let $oneOfFields;

                $Object.defineProperty(PushedOutcome.prototype, "outcome", {
                    get: $util.oneOfGetter($oneOfFields = ["recorded", "read"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                PushedOutcome.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.correlationId != null && $Object.hasOwnProperty.call(message, "correlationId") && message.correlationId !== "")
                        writer.uint32(10).string(message.correlationId);
                    if (message.commandOffset != null && $Object.hasOwnProperty.call(message, "commandOffset") && (typeof message.commandOffset === "object" ? message.commandOffset.low || message.commandOffset.high : message.commandOffset !== 0))
                        writer.uint32(16).int64(message.commandOffset);
                    if (message.recorded != null && $Object.hasOwnProperty.call(message, "recorded"))
                        writer.uint32(26).bytes(message.recorded);
                    if (message.read != null && $Object.hasOwnProperty.call(message, "read"))
                        writer.uint32(34).bytes(message.read);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PushedOutcome.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.PushedOutcome();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.correlationId = value;
                                else
                                    delete message.correlationId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.commandOffset = value;
                                else
                                    delete message.commandOffset;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.recorded = reader.bytes();
                                message.outcome = "recorded";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.read = reader.bytes();
                                message.outcome = "read";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PushedOutcome;
            })();

            v1.EvaluateCommitmentRequest = (function() {

                const EvaluateCommitmentRequest = function (properties) {
                    this.participants = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                EvaluateCommitmentRequest.prototype.sessionId = "";
                EvaluateCommitmentRequest.prototype.messageId = "";
                EvaluateCommitmentRequest.prototype.mode = "";
                EvaluateCommitmentRequest.prototype.policy = null;
                EvaluateCommitmentRequest.prototype.participants = $util.emptyArray;
                EvaluateCommitmentRequest.prototype.outcomePositive = false;
                EvaluateCommitmentRequest.prototype.modeStateJson = "";

                EvaluateCommitmentRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                        writer.uint32(10).string(message.sessionId);
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                        writer.uint32(18).string(message.messageId);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                        writer.uint32(26).string(message.mode);
                    if (message.policy != null && $Object.hasOwnProperty.call(message, "policy"))
                        $root.macp.runtime.v1.PolicyDefinition.encode(message.policy, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.participants != null && message.participants.length)
                        for (let i = 0; i < message.participants.length; ++i)
                            writer.uint32(42).string(message.participants[i]);
                    if (message.outcomePositive != null && $Object.hasOwnProperty.call(message, "outcomePositive") && message.outcomePositive !== false)
                        writer.uint32(48).bool(message.outcomePositive);
                    if (message.modeStateJson != null && $Object.hasOwnProperty.call(message, "modeStateJson") && message.modeStateJson !== "")
                        writer.uint32(58).string(message.modeStateJson);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                EvaluateCommitmentRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.EvaluateCommitmentRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.sessionId = value;
                                else
                                    delete message.sessionId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.policy = $root.macp.runtime.v1.PolicyDefinition.decode(reader, reader.size(), $undefined, _depth + 1, message.policy);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.participants && message.participants.length))
                                    message.participants = [];
                                message.participants.push($readText(reader));
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.bool())
                                    message.outcomePositive = value;
                                else
                                    delete message.outcomePositive;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.modeStateJson = value;
                                else
                                    delete message.modeStateJson;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return EvaluateCommitmentRequest;
            })();

            v1.EvaluateCommitmentResponse = (function() {

                const EvaluateCommitmentResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                EvaluateCommitmentResponse.prototype.verdict = null;

                EvaluateCommitmentResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                        $root.macp.runtime.v1.PolicyVerdict.encode(message.verdict, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                EvaluateCommitmentResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.internal.v1.EvaluateCommitmentResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.verdict = $root.macp.runtime.v1.PolicyVerdict.decode(reader, reader.size(), $undefined, _depth + 1, message.verdict);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return EvaluateCommitmentResponse;
            })();

            return v1;
        })();

        return internal;
    })();

    macp.v1 = (function() {

        const v1 = {};

        v1.Root = (function() {

            const Root = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Root.prototype.uri = "";
            Root.prototype.name = "";

            Root.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.uri != null && $Object.hasOwnProperty.call(message, "uri") && message.uri !== "")
                    writer.uint32(10).string(message.uri);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(18).string(message.name);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Root.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.Root();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.uri = value;
                            else
                                delete message.uri;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Root;
        })();

        v1.ClientInfo = (function() {

            const ClientInfo = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ClientInfo.prototype.name = "";
            ClientInfo.prototype.title = "";
            ClientInfo.prototype.version = "";
            ClientInfo.prototype.description = "";
            ClientInfo.prototype.websiteUrl = "";

            ClientInfo.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.title != null && $Object.hasOwnProperty.call(message, "title") && message.title !== "")
                    writer.uint32(18).string(message.title);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(26).string(message.version);
                if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                    writer.uint32(34).string(message.description);
                if (message.websiteUrl != null && $Object.hasOwnProperty.call(message, "websiteUrl") && message.websiteUrl !== "")
                    writer.uint32(42).string(message.websiteUrl);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ClientInfo.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ClientInfo();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.title = value;
                            else
                                delete message.title;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.description = value;
                            else
                                delete message.description;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.websiteUrl = value;
                            else
                                delete message.websiteUrl;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClientInfo;
        })();

        v1.RuntimeInfo = (function() {

            const RuntimeInfo = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RuntimeInfo.prototype.name = "";
            RuntimeInfo.prototype.title = "";
            RuntimeInfo.prototype.version = "";
            RuntimeInfo.prototype.description = "";
            RuntimeInfo.prototype.websiteUrl = "";

            RuntimeInfo.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.title != null && $Object.hasOwnProperty.call(message, "title") && message.title !== "")
                    writer.uint32(18).string(message.title);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(26).string(message.version);
                if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                    writer.uint32(34).string(message.description);
                if (message.websiteUrl != null && $Object.hasOwnProperty.call(message, "websiteUrl") && message.websiteUrl !== "")
                    writer.uint32(42).string(message.websiteUrl);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RuntimeInfo.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.RuntimeInfo();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.title = value;
                            else
                                delete message.title;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.description = value;
                            else
                                delete message.description;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.websiteUrl = value;
                            else
                                delete message.websiteUrl;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RuntimeInfo;
        })();

        v1.SessionsCapability = (function() {

            const SessionsCapability = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SessionsCapability.prototype.stream = false;
            SessionsCapability.prototype.listSessions = false;
            SessionsCapability.prototype.watchSessions = false;

            SessionsCapability.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== false)
                    writer.uint32(8).bool(message.stream);
                if (message.listSessions != null && $Object.hasOwnProperty.call(message, "listSessions") && message.listSessions !== false)
                    writer.uint32(16).bool(message.listSessions);
                if (message.watchSessions != null && $Object.hasOwnProperty.call(message, "watchSessions") && message.watchSessions !== false)
                    writer.uint32(24).bool(message.watchSessions);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SessionsCapability.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SessionsCapability();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.listSessions = value;
                            else
                                delete message.listSessions;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.watchSessions = value;
                            else
                                delete message.watchSessions;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SessionsCapability;
        })();

        v1.CancellationCapability = (function() {

            const CancellationCapability = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CancellationCapability.prototype.cancelSession = false;

            CancellationCapability.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.cancelSession != null && $Object.hasOwnProperty.call(message, "cancelSession") && message.cancelSession !== false)
                    writer.uint32(8).bool(message.cancelSession);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CancellationCapability.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.CancellationCapability();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.cancelSession = value;
                            else
                                delete message.cancelSession;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CancellationCapability;
        })();

        v1.ProgressCapability = (function() {

            const ProgressCapability = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ProgressCapability.prototype.progress = false;

            ProgressCapability.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress") && message.progress !== false)
                    writer.uint32(8).bool(message.progress);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ProgressCapability.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ProgressCapability();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.progress = value;
                            else
                                delete message.progress;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ProgressCapability;
        })();

        v1.ManifestCapability = (function() {

            const ManifestCapability = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ManifestCapability.prototype.getManifest = false;

            ManifestCapability.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.getManifest != null && $Object.hasOwnProperty.call(message, "getManifest") && message.getManifest !== false)
                    writer.uint32(8).bool(message.getManifest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ManifestCapability.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ManifestCapability();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.getManifest = value;
                            else
                                delete message.getManifest;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ManifestCapability;
        })();

        v1.ModeRegistryCapability = (function() {

            const ModeRegistryCapability = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ModeRegistryCapability.prototype.listModes = false;
            ModeRegistryCapability.prototype.listChanged = false;

            ModeRegistryCapability.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.listModes != null && $Object.hasOwnProperty.call(message, "listModes") && message.listModes !== false)
                    writer.uint32(8).bool(message.listModes);
                if (message.listChanged != null && $Object.hasOwnProperty.call(message, "listChanged") && message.listChanged !== false)
                    writer.uint32(16).bool(message.listChanged);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ModeRegistryCapability.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ModeRegistryCapability();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.listModes = value;
                            else
                                delete message.listModes;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.listChanged = value;
                            else
                                delete message.listChanged;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ModeRegistryCapability;
        })();

        v1.RootsCapability = (function() {

            const RootsCapability = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RootsCapability.prototype.listRoots = false;
            RootsCapability.prototype.listChanged = false;

            RootsCapability.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.listRoots != null && $Object.hasOwnProperty.call(message, "listRoots") && message.listRoots !== false)
                    writer.uint32(8).bool(message.listRoots);
                if (message.listChanged != null && $Object.hasOwnProperty.call(message, "listChanged") && message.listChanged !== false)
                    writer.uint32(16).bool(message.listChanged);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RootsCapability.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.RootsCapability();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.listRoots = value;
                            else
                                delete message.listRoots;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.listChanged = value;
                            else
                                delete message.listChanged;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RootsCapability;
        })();

        v1.DecisionReceiptCapability = (function() {

            const DecisionReceiptCapability = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DecisionReceiptCapability.prototype.getDecisionReceipt = false;
            DecisionReceiptCapability.prototype.signed = false;

            DecisionReceiptCapability.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.getDecisionReceipt != null && $Object.hasOwnProperty.call(message, "getDecisionReceipt") && message.getDecisionReceipt !== false)
                    writer.uint32(8).bool(message.getDecisionReceipt);
                if (message.signed != null && $Object.hasOwnProperty.call(message, "signed") && message.signed !== false)
                    writer.uint32(16).bool(message.signed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DecisionReceiptCapability.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.DecisionReceiptCapability();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.getDecisionReceipt = value;
                            else
                                delete message.getDecisionReceipt;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.signed = value;
                            else
                                delete message.signed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DecisionReceiptCapability;
        })();

        v1.ExperimentalCapabilities = (function() {

            const ExperimentalCapabilities = function (properties) {
                this.features = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ExperimentalCapabilities.prototype.features = $util.emptyObject;

            ExperimentalCapabilities.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.features != null && $Object.hasOwnProperty.call(message, "features"))
                    for (let keys = $Object.keys(message.features), i = 0; i < keys.length; ++i)
                        writer.uint32(10).fork().uint32(10).string(keys[i]).uint32(18).string(message.features[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ExperimentalCapabilities.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ExperimentalCapabilities();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (message.features === $util.emptyObject)
                                message.features = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag2, wireType);
                                    key = $readText(reader);
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag2, wireType);
                                    value = $readText(reader);
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.features, key);
                            message.features[key] = value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExperimentalCapabilities;
        })();

        v1.Capabilities = (function() {

            const Capabilities = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Capabilities.prototype.sessions = null;
            Capabilities.prototype.cancellation = null;
            Capabilities.prototype.progress = null;
            Capabilities.prototype.manifest = null;
            Capabilities.prototype.modeRegistry = null;
            Capabilities.prototype.roots = null;
            Capabilities.prototype.policyRegistry = null;
            Capabilities.prototype.decisionReceipt = null;
            Capabilities.prototype.experimental = null;

            Capabilities.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessions != null && $Object.hasOwnProperty.call(message, "sessions"))
                    $root.macp.v1.SessionsCapability.encode(message.sessions, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.cancellation != null && $Object.hasOwnProperty.call(message, "cancellation"))
                    $root.macp.v1.CancellationCapability.encode(message.cancellation, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress"))
                    $root.macp.v1.ProgressCapability.encode(message.progress, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest"))
                    $root.macp.v1.ManifestCapability.encode(message.manifest, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.modeRegistry != null && $Object.hasOwnProperty.call(message, "modeRegistry"))
                    $root.macp.v1.ModeRegistryCapability.encode(message.modeRegistry, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.roots != null && $Object.hasOwnProperty.call(message, "roots"))
                    $root.macp.v1.RootsCapability.encode(message.roots, writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.policyRegistry != null && $Object.hasOwnProperty.call(message, "policyRegistry"))
                    $root.macp.v1.PolicyRegistryCapability.encode(message.policyRegistry, writer.uint32(58).fork(), _depth + 1).ldelim();
                if (message.decisionReceipt != null && $Object.hasOwnProperty.call(message, "decisionReceipt"))
                    $root.macp.v1.DecisionReceiptCapability.encode(message.decisionReceipt, writer.uint32(66).fork(), _depth + 1).ldelim();
                if (message.experimental != null && $Object.hasOwnProperty.call(message, "experimental"))
                    $root.macp.v1.ExperimentalCapabilities.encode(message.experimental, writer.uint32(802).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Capabilities.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.Capabilities();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.sessions = $root.macp.v1.SessionsCapability.decode(reader, reader.size(), $undefined, _depth + 1, message.sessions);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.cancellation = $root.macp.v1.CancellationCapability.decode(reader, reader.size(), $undefined, _depth + 1, message.cancellation);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.progress = $root.macp.v1.ProgressCapability.decode(reader, reader.size(), $undefined, _depth + 1, message.progress);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.manifest = $root.macp.v1.ManifestCapability.decode(reader, reader.size(), $undefined, _depth + 1, message.manifest);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.modeRegistry = $root.macp.v1.ModeRegistryCapability.decode(reader, reader.size(), $undefined, _depth + 1, message.modeRegistry);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.roots = $root.macp.v1.RootsCapability.decode(reader, reader.size(), $undefined, _depth + 1, message.roots);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.policyRegistry = $root.macp.v1.PolicyRegistryCapability.decode(reader, reader.size(), $undefined, _depth + 1, message.policyRegistry);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.decisionReceipt = $root.macp.v1.DecisionReceiptCapability.decode(reader, reader.size(), $undefined, _depth + 1, message.decisionReceipt);
                            continue;
                        }
                    case 100: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.experimental = $root.macp.v1.ExperimentalCapabilities.decode(reader, reader.size(), $undefined, _depth + 1, message.experimental);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Capabilities;
        })();

        v1.InitializeRequest = (function() {

            const InitializeRequest = function (properties) {
                this.supportedProtocolVersions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            InitializeRequest.prototype.supportedProtocolVersions = $util.emptyArray;
            InitializeRequest.prototype.clientInfo = null;
            InitializeRequest.prototype.capabilities = null;

            InitializeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.supportedProtocolVersions != null && message.supportedProtocolVersions.length)
                    for (let i = 0; i < message.supportedProtocolVersions.length; ++i)
                        writer.uint32(10).string(message.supportedProtocolVersions[i]);
                if (message.clientInfo != null && $Object.hasOwnProperty.call(message, "clientInfo"))
                    $root.macp.v1.ClientInfo.encode(message.clientInfo, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.capabilities != null && $Object.hasOwnProperty.call(message, "capabilities"))
                    $root.macp.v1.Capabilities.encode(message.capabilities, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            InitializeRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.InitializeRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.supportedProtocolVersions && message.supportedProtocolVersions.length))
                                message.supportedProtocolVersions = [];
                            message.supportedProtocolVersions.push($readText(reader));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.clientInfo = $root.macp.v1.ClientInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.clientInfo);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.capabilities = $root.macp.v1.Capabilities.decode(reader, reader.size(), $undefined, _depth + 1, message.capabilities);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return InitializeRequest;
        })();

        v1.InitializeResponse = (function() {

            const InitializeResponse = function (properties) {
                this.supportedModes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            InitializeResponse.prototype.selectedProtocolVersion = "";
            InitializeResponse.prototype.runtimeInfo = null;
            InitializeResponse.prototype.capabilities = null;
            InitializeResponse.prototype.supportedModes = $util.emptyArray;
            InitializeResponse.prototype.instructions = "";

            InitializeResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.selectedProtocolVersion != null && $Object.hasOwnProperty.call(message, "selectedProtocolVersion") && message.selectedProtocolVersion !== "")
                    writer.uint32(10).string(message.selectedProtocolVersion);
                if (message.runtimeInfo != null && $Object.hasOwnProperty.call(message, "runtimeInfo"))
                    $root.macp.v1.RuntimeInfo.encode(message.runtimeInfo, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.capabilities != null && $Object.hasOwnProperty.call(message, "capabilities"))
                    $root.macp.v1.Capabilities.encode(message.capabilities, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.supportedModes != null && message.supportedModes.length)
                    for (let i = 0; i < message.supportedModes.length; ++i)
                        writer.uint32(34).string(message.supportedModes[i]);
                if (message.instructions != null && $Object.hasOwnProperty.call(message, "instructions") && message.instructions !== "")
                    writer.uint32(42).string(message.instructions);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            InitializeResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.InitializeResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.selectedProtocolVersion = value;
                            else
                                delete message.selectedProtocolVersion;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.runtimeInfo = $root.macp.v1.RuntimeInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.runtimeInfo);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.capabilities = $root.macp.v1.Capabilities.decode(reader, reader.size(), $undefined, _depth + 1, message.capabilities);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.supportedModes && message.supportedModes.length))
                                message.supportedModes = [];
                            message.supportedModes.push($readText(reader));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.instructions = value;
                            else
                                delete message.instructions;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return InitializeResponse;
        })();

        v1.SignalPayload = (function() {

            const SignalPayload = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SignalPayload.prototype.signalType = "";
            SignalPayload.prototype.data = $util.newBuffer([]);
            SignalPayload.prototype.confidence = 0;
            SignalPayload.prototype.correlationSessionId = "";

            SignalPayload.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.signalType != null && $Object.hasOwnProperty.call(message, "signalType") && message.signalType !== "")
                    writer.uint32(10).string(message.signalType);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(18).bytes(message.data);
                if (message.confidence != null && $Object.hasOwnProperty.call(message, "confidence") && !$Object.is(message.confidence, 0))
                    writer.uint32(25).double(message.confidence);
                if (message.correlationSessionId != null && $Object.hasOwnProperty.call(message, "correlationSessionId") && message.correlationSessionId !== "")
                    writer.uint32(34).string(message.correlationSessionId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SignalPayload.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SignalPayload();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.signalType = value;
                            else
                                delete message.signalType;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                throw $wrongWireType(tag, wireType);
                            if (!$Object.is(value = reader.double(), 0))
                                message.confidence = value;
                            else
                                delete message.confidence;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.correlationSessionId = value;
                            else
                                delete message.correlationSessionId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SignalPayload;
        })();

        v1.ProgressPayload = (function() {

            const ProgressPayload = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ProgressPayload.prototype.progressToken = "";
            ProgressPayload.prototype.progress = 0;
            ProgressPayload.prototype.total = 0;
            ProgressPayload.prototype.message = "";
            ProgressPayload.prototype.targetMessageId = "";

            ProgressPayload.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.progressToken != null && $Object.hasOwnProperty.call(message, "progressToken") && message.progressToken !== "")
                    writer.uint32(10).string(message.progressToken);
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress") && !$Object.is(message.progress, 0))
                    writer.uint32(17).double(message.progress);
                if (message.total != null && $Object.hasOwnProperty.call(message, "total") && !$Object.is(message.total, 0))
                    writer.uint32(25).double(message.total);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(34).string(message.message);
                if (message.targetMessageId != null && $Object.hasOwnProperty.call(message, "targetMessageId") && message.targetMessageId !== "")
                    writer.uint32(42).string(message.targetMessageId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ProgressPayload.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ProgressPayload();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.progressToken = value;
                            else
                                delete message.progressToken;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                throw $wrongWireType(tag, wireType);
                            if (!$Object.is(value = reader.double(), 0))
                                message.progress = value;
                            else
                                delete message.progress;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                throw $wrongWireType(tag, wireType);
                            if (!$Object.is(value = reader.double(), 0))
                                message.total = value;
                            else
                                delete message.total;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.targetMessageId = value;
                            else
                                delete message.targetMessageId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ProgressPayload;
        })();

        v1.SessionStartPayload = (function() {

            const SessionStartPayload = function (properties) {
                this.participants = [];
                this.roots = [];
                this.extensions = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SessionStartPayload.prototype.intent = "";
            SessionStartPayload.prototype.participants = $util.emptyArray;
            SessionStartPayload.prototype.modeVersion = "";
            SessionStartPayload.prototype.configurationVersion = "";
            SessionStartPayload.prototype.policyVersion = "";
            SessionStartPayload.prototype.ttlMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            SessionStartPayload.prototype.roots = $util.emptyArray;
            SessionStartPayload.prototype.contextId = "";
            SessionStartPayload.prototype.extensions = $util.emptyObject;
            SessionStartPayload.prototype.maxSuspendMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            SessionStartPayload.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.intent != null && $Object.hasOwnProperty.call(message, "intent") && message.intent !== "")
                    writer.uint32(10).string(message.intent);
                if (message.participants != null && message.participants.length)
                    for (let i = 0; i < message.participants.length; ++i)
                        writer.uint32(18).string(message.participants[i]);
                if (message.modeVersion != null && $Object.hasOwnProperty.call(message, "modeVersion") && message.modeVersion !== "")
                    writer.uint32(26).string(message.modeVersion);
                if (message.configurationVersion != null && $Object.hasOwnProperty.call(message, "configurationVersion") && message.configurationVersion !== "")
                    writer.uint32(34).string(message.configurationVersion);
                if (message.policyVersion != null && $Object.hasOwnProperty.call(message, "policyVersion") && message.policyVersion !== "")
                    writer.uint32(42).string(message.policyVersion);
                if (message.ttlMs != null && $Object.hasOwnProperty.call(message, "ttlMs") && (typeof message.ttlMs === "object" ? message.ttlMs.low || message.ttlMs.high : message.ttlMs !== 0))
                    writer.uint32(48).int64(message.ttlMs);
                if (message.roots != null && message.roots.length)
                    for (let i = 0; i < message.roots.length; ++i)
                        $root.macp.v1.Root.encode(message.roots[i], writer.uint32(58).fork(), _depth + 1).ldelim();
                if (message.contextId != null && $Object.hasOwnProperty.call(message, "contextId") && message.contextId !== "")
                    writer.uint32(66).string(message.contextId);
                if (message.extensions != null && $Object.hasOwnProperty.call(message, "extensions"))
                    for (let keys = $Object.keys(message.extensions), i = 0; i < keys.length; ++i)
                        writer.uint32(74).fork().uint32(10).string(keys[i]).uint32(18).bytes(message.extensions[keys[i]]).ldelim();
                if (message.maxSuspendMs != null && $Object.hasOwnProperty.call(message, "maxSuspendMs") && (typeof message.maxSuspendMs === "object" ? message.maxSuspendMs.low || message.maxSuspendMs.high : message.maxSuspendMs !== 0))
                    writer.uint32(80).int64(message.maxSuspendMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SessionStartPayload.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SessionStartPayload();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.intent = value;
                            else
                                delete message.intent;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.participants && message.participants.length))
                                message.participants = [];
                            message.participants.push($readText(reader));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.modeVersion = value;
                            else
                                delete message.modeVersion;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.configurationVersion = value;
                            else
                                delete message.configurationVersion;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.policyVersion = value;
                            else
                                delete message.policyVersion;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.ttlMs = value;
                            else
                                delete message.ttlMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.roots && message.roots.length))
                                message.roots = [];
                            message.roots.push($root.macp.v1.Root.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.contextId = value;
                            else
                                delete message.contextId;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (message.extensions === $util.emptyObject)
                                message.extensions = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = [];
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag2, wireType);
                                    key = $readText(reader);
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag2, wireType);
                                    value = reader.bytes();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.extensions, key);
                            message.extensions[key] = value;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.maxSuspendMs = value;
                            else
                                delete message.maxSuspendMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SessionStartPayload;
        })();

        v1.SessionCancelPayload = (function() {

            const SessionCancelPayload = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SessionCancelPayload.prototype.reason = "";
            SessionCancelPayload.prototype.cancelledBy = "";

            SessionCancelPayload.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(10).string(message.reason);
                if (message.cancelledBy != null && $Object.hasOwnProperty.call(message, "cancelledBy") && message.cancelledBy !== "")
                    writer.uint32(18).string(message.cancelledBy);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SessionCancelPayload.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SessionCancelPayload();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.cancelledBy = value;
                            else
                                delete message.cancelledBy;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SessionCancelPayload;
        })();

        v1.SessionSuspendPayload = (function() {

            const SessionSuspendPayload = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SessionSuspendPayload.prototype.reason = "";
            SessionSuspendPayload.prototype.suspendedBy = "";

            SessionSuspendPayload.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(10).string(message.reason);
                if (message.suspendedBy != null && $Object.hasOwnProperty.call(message, "suspendedBy") && message.suspendedBy !== "")
                    writer.uint32(18).string(message.suspendedBy);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SessionSuspendPayload.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SessionSuspendPayload();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.suspendedBy = value;
                            else
                                delete message.suspendedBy;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SessionSuspendPayload;
        })();

        v1.SessionResumePayload = (function() {

            const SessionResumePayload = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SessionResumePayload.prototype.reason = "";
            SessionResumePayload.prototype.resumedBy = "";
            SessionResumePayload.prototype.bankedMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            SessionResumePayload.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(10).string(message.reason);
                if (message.resumedBy != null && $Object.hasOwnProperty.call(message, "resumedBy") && message.resumedBy !== "")
                    writer.uint32(18).string(message.resumedBy);
                if (message.bankedMs != null && $Object.hasOwnProperty.call(message, "bankedMs") && (typeof message.bankedMs === "object" ? message.bankedMs.low || message.bankedMs.high : message.bankedMs !== 0))
                    writer.uint32(24).int64(message.bankedMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SessionResumePayload.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SessionResumePayload();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.resumedBy = value;
                            else
                                delete message.resumedBy;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.bankedMs = value;
                            else
                                delete message.bankedMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SessionResumePayload;
        })();

        v1.CommitmentRef = (function() {

            const CommitmentRef = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CommitmentRef.prototype.sessionId = "";
            CommitmentRef.prototype.commitmentHash = "";

            CommitmentRef.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(10).string(message.sessionId);
                if (message.commitmentHash != null && $Object.hasOwnProperty.call(message, "commitmentHash") && message.commitmentHash !== "")
                    writer.uint32(18).string(message.commitmentHash);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CommitmentRef.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.CommitmentRef();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.commitmentHash = value;
                            else
                                delete message.commitmentHash;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CommitmentRef;
        })();

        v1.CommitmentPayload = (function() {

            const CommitmentPayload = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CommitmentPayload.prototype.commitmentId = "";
            CommitmentPayload.prototype.action = "";
            CommitmentPayload.prototype.authorityScope = "";
            CommitmentPayload.prototype.reason = "";
            CommitmentPayload.prototype.modeVersion = "";
            CommitmentPayload.prototype.policyVersion = "";
            CommitmentPayload.prototype.configurationVersion = "";
            CommitmentPayload.prototype.outcomePositive = false;
            CommitmentPayload.prototype.supersedes = null;

            CommitmentPayload.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.commitmentId != null && $Object.hasOwnProperty.call(message, "commitmentId") && message.commitmentId !== "")
                    writer.uint32(10).string(message.commitmentId);
                if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== "")
                    writer.uint32(18).string(message.action);
                if (message.authorityScope != null && $Object.hasOwnProperty.call(message, "authorityScope") && message.authorityScope !== "")
                    writer.uint32(26).string(message.authorityScope);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(34).string(message.reason);
                if (message.modeVersion != null && $Object.hasOwnProperty.call(message, "modeVersion") && message.modeVersion !== "")
                    writer.uint32(42).string(message.modeVersion);
                if (message.policyVersion != null && $Object.hasOwnProperty.call(message, "policyVersion") && message.policyVersion !== "")
                    writer.uint32(50).string(message.policyVersion);
                if (message.configurationVersion != null && $Object.hasOwnProperty.call(message, "configurationVersion") && message.configurationVersion !== "")
                    writer.uint32(58).string(message.configurationVersion);
                if (message.outcomePositive != null && $Object.hasOwnProperty.call(message, "outcomePositive") && message.outcomePositive !== false)
                    writer.uint32(64).bool(message.outcomePositive);
                if (message.supersedes != null && $Object.hasOwnProperty.call(message, "supersedes"))
                    $root.macp.v1.CommitmentRef.encode(message.supersedes, writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CommitmentPayload.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.CommitmentPayload();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.commitmentId = value;
                            else
                                delete message.commitmentId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.authorityScope = value;
                            else
                                delete message.authorityScope;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.modeVersion = value;
                            else
                                delete message.modeVersion;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.policyVersion = value;
                            else
                                delete message.policyVersion;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.configurationVersion = value;
                            else
                                delete message.configurationVersion;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.outcomePositive = value;
                            else
                                delete message.outcomePositive;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.supersedes = $root.macp.v1.CommitmentRef.decode(reader, reader.size(), $undefined, _depth + 1, message.supersedes);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CommitmentPayload;
        })();

        v1.ParticipantActivity = (function() {

            const ParticipantActivity = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ParticipantActivity.prototype.participantId = "";
            ParticipantActivity.prototype.lastMessageAtUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            ParticipantActivity.prototype.messageCount = 0;

            ParticipantActivity.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.participantId != null && $Object.hasOwnProperty.call(message, "participantId") && message.participantId !== "")
                    writer.uint32(10).string(message.participantId);
                if (message.lastMessageAtUnixMs != null && $Object.hasOwnProperty.call(message, "lastMessageAtUnixMs") && (typeof message.lastMessageAtUnixMs === "object" ? message.lastMessageAtUnixMs.low || message.lastMessageAtUnixMs.high : message.lastMessageAtUnixMs !== 0))
                    writer.uint32(16).int64(message.lastMessageAtUnixMs);
                if (message.messageCount != null && $Object.hasOwnProperty.call(message, "messageCount") && message.messageCount !== 0)
                    writer.uint32(24).uint32(message.messageCount);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ParticipantActivity.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ParticipantActivity();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.participantId = value;
                            else
                                delete message.participantId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastMessageAtUnixMs = value;
                            else
                                delete message.lastMessageAtUnixMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.uint32())
                                message.messageCount = value;
                            else
                                delete message.messageCount;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ParticipantActivity;
        })();

        v1.SessionMetadata = (function() {

            const SessionMetadata = function (properties) {
                this.participants = [];
                this.participantActivity = [];
                this.extensionKeys = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SessionMetadata.prototype.sessionId = "";
            SessionMetadata.prototype.mode = "";
            SessionMetadata.prototype.state = 0;
            SessionMetadata.prototype.startedAtUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            SessionMetadata.prototype.expiresAtUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            SessionMetadata.prototype.modeVersion = "";
            SessionMetadata.prototype.configurationVersion = "";
            SessionMetadata.prototype.policyVersion = "";
            SessionMetadata.prototype.participants = $util.emptyArray;
            SessionMetadata.prototype.participantActivity = $util.emptyArray;
            SessionMetadata.prototype.initiator = "";
            SessionMetadata.prototype.contextId = "";
            SessionMetadata.prototype.extensionKeys = $util.emptyArray;

            SessionMetadata.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(10).string(message.sessionId);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                    writer.uint32(18).string(message.mode);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(24).int32(message.state);
                if (message.startedAtUnixMs != null && $Object.hasOwnProperty.call(message, "startedAtUnixMs") && (typeof message.startedAtUnixMs === "object" ? message.startedAtUnixMs.low || message.startedAtUnixMs.high : message.startedAtUnixMs !== 0))
                    writer.uint32(32).int64(message.startedAtUnixMs);
                if (message.expiresAtUnixMs != null && $Object.hasOwnProperty.call(message, "expiresAtUnixMs") && (typeof message.expiresAtUnixMs === "object" ? message.expiresAtUnixMs.low || message.expiresAtUnixMs.high : message.expiresAtUnixMs !== 0))
                    writer.uint32(40).int64(message.expiresAtUnixMs);
                if (message.modeVersion != null && $Object.hasOwnProperty.call(message, "modeVersion") && message.modeVersion !== "")
                    writer.uint32(50).string(message.modeVersion);
                if (message.configurationVersion != null && $Object.hasOwnProperty.call(message, "configurationVersion") && message.configurationVersion !== "")
                    writer.uint32(58).string(message.configurationVersion);
                if (message.policyVersion != null && $Object.hasOwnProperty.call(message, "policyVersion") && message.policyVersion !== "")
                    writer.uint32(66).string(message.policyVersion);
                if (message.participants != null && message.participants.length)
                    for (let i = 0; i < message.participants.length; ++i)
                        writer.uint32(74).string(message.participants[i]);
                if (message.participantActivity != null && message.participantActivity.length)
                    for (let i = 0; i < message.participantActivity.length; ++i)
                        $root.macp.v1.ParticipantActivity.encode(message.participantActivity[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.initiator != null && $Object.hasOwnProperty.call(message, "initiator") && message.initiator !== "")
                    writer.uint32(90).string(message.initiator);
                if (message.contextId != null && $Object.hasOwnProperty.call(message, "contextId") && message.contextId !== "")
                    writer.uint32(98).string(message.contextId);
                if (message.extensionKeys != null && message.extensionKeys.length)
                    for (let i = 0; i < message.extensionKeys.length; ++i)
                        writer.uint32(106).string(message.extensionKeys[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SessionMetadata.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SessionMetadata();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.startedAtUnixMs = value;
                            else
                                delete message.startedAtUnixMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.expiresAtUnixMs = value;
                            else
                                delete message.expiresAtUnixMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.modeVersion = value;
                            else
                                delete message.modeVersion;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.configurationVersion = value;
                            else
                                delete message.configurationVersion;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.policyVersion = value;
                            else
                                delete message.policyVersion;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.participants && message.participants.length))
                                message.participants = [];
                            message.participants.push($readText(reader));
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.participantActivity && message.participantActivity.length))
                                message.participantActivity = [];
                            message.participantActivity.push($root.macp.v1.ParticipantActivity.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.initiator = value;
                            else
                                delete message.initiator;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.contextId = value;
                            else
                                delete message.contextId;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.extensionKeys && message.extensionKeys.length))
                                message.extensionKeys = [];
                            message.extensionKeys.push($readText(reader));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SessionMetadata;
        })();

        v1.GetSessionRequest = (function() {

            const GetSessionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetSessionRequest.prototype.sessionId = "";

            GetSessionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(10).string(message.sessionId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetSessionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.GetSessionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetSessionRequest;
        })();

        v1.CancelSessionRequest = (function() {

            const CancelSessionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CancelSessionRequest.prototype.sessionId = "";
            CancelSessionRequest.prototype.reason = "";

            CancelSessionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(10).string(message.sessionId);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(18).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CancelSessionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.CancelSessionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CancelSessionRequest;
        })();

        v1.SuspendSessionRequest = (function() {

            const SuspendSessionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SuspendSessionRequest.prototype.sessionId = "";
            SuspendSessionRequest.prototype.reason = "";

            SuspendSessionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(10).string(message.sessionId);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(18).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SuspendSessionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SuspendSessionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SuspendSessionRequest;
        })();

        v1.SuspendSessionResponse = (function() {

            const SuspendSessionResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SuspendSessionResponse.prototype.ack = null;

            SuspendSessionResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                    $root.macp.v1.Ack.encode(message.ack, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SuspendSessionResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SuspendSessionResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.ack = $root.macp.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SuspendSessionResponse;
        })();

        v1.ResumeSessionRequest = (function() {

            const ResumeSessionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ResumeSessionRequest.prototype.sessionId = "";
            ResumeSessionRequest.prototype.reason = "";

            ResumeSessionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(10).string(message.sessionId);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(18).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ResumeSessionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ResumeSessionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ResumeSessionRequest;
        })();

        v1.ResumeSessionResponse = (function() {

            const ResumeSessionResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ResumeSessionResponse.prototype.ack = null;

            ResumeSessionResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                    $root.macp.v1.Ack.encode(message.ack, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ResumeSessionResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ResumeSessionResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.ack = $root.macp.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ResumeSessionResponse;
        })();

        v1.GetManifestRequest = (function() {

            const GetManifestRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetManifestRequest.prototype.agentId = "";

            GetManifestRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.agentId != null && $Object.hasOwnProperty.call(message, "agentId") && message.agentId !== "")
                    writer.uint32(10).string(message.agentId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetManifestRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.GetManifestRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.agentId = value;
                            else
                                delete message.agentId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetManifestRequest;
        })();

        v1.TransportEndpoint = (function() {

            const TransportEndpoint = function (properties) {
                this.contentTypes = [];
                this.metadata = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TransportEndpoint.prototype.transport = "";
            TransportEndpoint.prototype.uri = "";
            TransportEndpoint.prototype.contentTypes = $util.emptyArray;
            TransportEndpoint.prototype.metadata = $util.emptyObject;

            TransportEndpoint.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.transport != null && $Object.hasOwnProperty.call(message, "transport") && message.transport !== "")
                    writer.uint32(10).string(message.transport);
                if (message.uri != null && $Object.hasOwnProperty.call(message, "uri") && message.uri !== "")
                    writer.uint32(18).string(message.uri);
                if (message.contentTypes != null && message.contentTypes.length)
                    for (let i = 0; i < message.contentTypes.length; ++i)
                        writer.uint32(26).string(message.contentTypes[i]);
                if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                    for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                        writer.uint32(34).fork().uint32(10).string(keys[i]).uint32(18).string(message.metadata[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TransportEndpoint.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.TransportEndpoint();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.transport = value;
                            else
                                delete message.transport;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.uri = value;
                            else
                                delete message.uri;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.contentTypes && message.contentTypes.length))
                                message.contentTypes = [];
                            message.contentTypes.push($readText(reader));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (message.metadata === $util.emptyObject)
                                message.metadata = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag2, wireType);
                                    key = $readText(reader);
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag2, wireType);
                                    value = $readText(reader);
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.metadata, key);
                            message.metadata[key] = value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TransportEndpoint;
        })();

        v1.AgentManifest = (function() {

            const AgentManifest = function (properties) {
                this.supportedModes = [];
                this.inputContentTypes = [];
                this.outputContentTypes = [];
                this.metadata = {};
                this.transportEndpoints = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            AgentManifest.prototype.agentId = "";
            AgentManifest.prototype.title = "";
            AgentManifest.prototype.description = "";
            AgentManifest.prototype.supportedModes = $util.emptyArray;
            AgentManifest.prototype.inputContentTypes = $util.emptyArray;
            AgentManifest.prototype.outputContentTypes = $util.emptyArray;
            AgentManifest.prototype.metadata = $util.emptyObject;
            AgentManifest.prototype.transportEndpoints = $util.emptyArray;

            AgentManifest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.agentId != null && $Object.hasOwnProperty.call(message, "agentId") && message.agentId !== "")
                    writer.uint32(10).string(message.agentId);
                if (message.title != null && $Object.hasOwnProperty.call(message, "title") && message.title !== "")
                    writer.uint32(18).string(message.title);
                if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                    writer.uint32(26).string(message.description);
                if (message.supportedModes != null && message.supportedModes.length)
                    for (let i = 0; i < message.supportedModes.length; ++i)
                        writer.uint32(34).string(message.supportedModes[i]);
                if (message.inputContentTypes != null && message.inputContentTypes.length)
                    for (let i = 0; i < message.inputContentTypes.length; ++i)
                        writer.uint32(42).string(message.inputContentTypes[i]);
                if (message.outputContentTypes != null && message.outputContentTypes.length)
                    for (let i = 0; i < message.outputContentTypes.length; ++i)
                        writer.uint32(50).string(message.outputContentTypes[i]);
                if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                    for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                        writer.uint32(58).fork().uint32(10).string(keys[i]).uint32(18).string(message.metadata[keys[i]]).ldelim();
                if (message.transportEndpoints != null && message.transportEndpoints.length)
                    for (let i = 0; i < message.transportEndpoints.length; ++i)
                        $root.macp.v1.TransportEndpoint.encode(message.transportEndpoints[i], writer.uint32(66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            AgentManifest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.AgentManifest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.agentId = value;
                            else
                                delete message.agentId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.title = value;
                            else
                                delete message.title;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.description = value;
                            else
                                delete message.description;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.supportedModes && message.supportedModes.length))
                                message.supportedModes = [];
                            message.supportedModes.push($readText(reader));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.inputContentTypes && message.inputContentTypes.length))
                                message.inputContentTypes = [];
                            message.inputContentTypes.push($readText(reader));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.outputContentTypes && message.outputContentTypes.length))
                                message.outputContentTypes = [];
                            message.outputContentTypes.push($readText(reader));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (message.metadata === $util.emptyObject)
                                message.metadata = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag2, wireType);
                                    key = $readText(reader);
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag2, wireType);
                                    value = $readText(reader);
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.metadata, key);
                            message.metadata[key] = value;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.transportEndpoints && message.transportEndpoints.length))
                                message.transportEndpoints = [];
                            message.transportEndpoints.push($root.macp.v1.TransportEndpoint.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AgentManifest;
        })();

        v1.ModeDescriptor = (function() {

            const ModeDescriptor = function (properties) {
                this.messageTypes = [];
                this.terminalMessageTypes = [];
                this.schemaUris = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ModeDescriptor.prototype.mode = "";
            ModeDescriptor.prototype.modeVersion = "";
            ModeDescriptor.prototype.title = "";
            ModeDescriptor.prototype.description = "";
            ModeDescriptor.prototype.determinismClass = "";
            ModeDescriptor.prototype.participantModel = "";
            ModeDescriptor.prototype.messageTypes = $util.emptyArray;
            ModeDescriptor.prototype.terminalMessageTypes = $util.emptyArray;
            ModeDescriptor.prototype.schemaUris = $util.emptyObject;

            ModeDescriptor.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                    writer.uint32(10).string(message.mode);
                if (message.modeVersion != null && $Object.hasOwnProperty.call(message, "modeVersion") && message.modeVersion !== "")
                    writer.uint32(18).string(message.modeVersion);
                if (message.title != null && $Object.hasOwnProperty.call(message, "title") && message.title !== "")
                    writer.uint32(26).string(message.title);
                if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                    writer.uint32(34).string(message.description);
                if (message.determinismClass != null && $Object.hasOwnProperty.call(message, "determinismClass") && message.determinismClass !== "")
                    writer.uint32(42).string(message.determinismClass);
                if (message.participantModel != null && $Object.hasOwnProperty.call(message, "participantModel") && message.participantModel !== "")
                    writer.uint32(50).string(message.participantModel);
                if (message.messageTypes != null && message.messageTypes.length)
                    for (let i = 0; i < message.messageTypes.length; ++i)
                        writer.uint32(58).string(message.messageTypes[i]);
                if (message.terminalMessageTypes != null && message.terminalMessageTypes.length)
                    for (let i = 0; i < message.terminalMessageTypes.length; ++i)
                        writer.uint32(66).string(message.terminalMessageTypes[i]);
                if (message.schemaUris != null && $Object.hasOwnProperty.call(message, "schemaUris"))
                    for (let keys = $Object.keys(message.schemaUris), i = 0; i < keys.length; ++i)
                        writer.uint32(74).fork().uint32(10).string(keys[i]).uint32(18).string(message.schemaUris[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ModeDescriptor.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ModeDescriptor();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.modeVersion = value;
                            else
                                delete message.modeVersion;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.title = value;
                            else
                                delete message.title;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.description = value;
                            else
                                delete message.description;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.determinismClass = value;
                            else
                                delete message.determinismClass;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.participantModel = value;
                            else
                                delete message.participantModel;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.messageTypes && message.messageTypes.length))
                                message.messageTypes = [];
                            message.messageTypes.push($readText(reader));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.terminalMessageTypes && message.terminalMessageTypes.length))
                                message.terminalMessageTypes = [];
                            message.terminalMessageTypes.push($readText(reader));
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (message.schemaUris === $util.emptyObject)
                                message.schemaUris = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag2, wireType);
                                    key = $readText(reader);
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag2, wireType);
                                    value = $readText(reader);
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.schemaUris, key);
                            message.schemaUris[key] = value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ModeDescriptor;
        })();

        v1.ListModesRequest = (function() {

            const ListModesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListModesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListModesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ListModesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag >>> 3);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListModesRequest;
        })();

        v1.ListModesResponse = (function() {

            const ListModesResponse = function (properties) {
                this.modes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListModesResponse.prototype.modes = $util.emptyArray;

            ListModesResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.modes != null && message.modes.length)
                    for (let i = 0; i < message.modes.length; ++i)
                        $root.macp.v1.ModeDescriptor.encode(message.modes[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListModesResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ListModesResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.modes && message.modes.length))
                                message.modes = [];
                            message.modes.push($root.macp.v1.ModeDescriptor.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListModesResponse;
        })();

        v1.ListRootsRequest = (function() {

            const ListRootsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListRootsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListRootsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ListRootsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag >>> 3);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListRootsRequest;
        })();

        v1.ListRootsResponse = (function() {

            const ListRootsResponse = function (properties) {
                this.roots = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListRootsResponse.prototype.roots = $util.emptyArray;

            ListRootsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.roots != null && message.roots.length)
                    for (let i = 0; i < message.roots.length; ++i)
                        $root.macp.v1.Root.encode(message.roots[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListRootsResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ListRootsResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.roots && message.roots.length))
                                message.roots = [];
                            message.roots.push($root.macp.v1.Root.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListRootsResponse;
        })();

        v1.WatchModeRegistryRequest = (function() {

            const WatchModeRegistryRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WatchModeRegistryRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WatchModeRegistryRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WatchModeRegistryRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag >>> 3);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchModeRegistryRequest;
        })();

        v1.WatchRootsRequest = (function() {

            const WatchRootsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WatchRootsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WatchRootsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WatchRootsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag >>> 3);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchRootsRequest;
        })();

        v1.RegistryChanged = (function() {

            const RegistryChanged = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RegistryChanged.prototype.registry = "";
            RegistryChanged.prototype.observedAtUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            RegistryChanged.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.registry != null && $Object.hasOwnProperty.call(message, "registry") && message.registry !== "")
                    writer.uint32(10).string(message.registry);
                if (message.observedAtUnixMs != null && $Object.hasOwnProperty.call(message, "observedAtUnixMs") && (typeof message.observedAtUnixMs === "object" ? message.observedAtUnixMs.low || message.observedAtUnixMs.high : message.observedAtUnixMs !== 0))
                    writer.uint32(16).int64(message.observedAtUnixMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RegistryChanged.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.RegistryChanged();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.registry = value;
                            else
                                delete message.registry;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.observedAtUnixMs = value;
                            else
                                delete message.observedAtUnixMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RegistryChanged;
        })();

        v1.RootsChanged = (function() {

            const RootsChanged = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RootsChanged.prototype.observedAtUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            RootsChanged.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.observedAtUnixMs != null && $Object.hasOwnProperty.call(message, "observedAtUnixMs") && (typeof message.observedAtUnixMs === "object" ? message.observedAtUnixMs.low || message.observedAtUnixMs.high : message.observedAtUnixMs !== 0))
                    writer.uint32(8).int64(message.observedAtUnixMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RootsChanged.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.RootsChanged();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.observedAtUnixMs = value;
                            else
                                delete message.observedAtUnixMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RootsChanged;
        })();

        v1.SendRequest = (function() {

            const SendRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SendRequest.prototype.envelope = null;

            SendRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope"))
                    $root.macp.v1.Envelope.encode(message.envelope, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SendRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SendRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.envelope = $root.macp.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.envelope);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SendRequest;
        })();

        v1.SendResponse = (function() {

            const SendResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SendResponse.prototype.ack = null;

            SendResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                    $root.macp.v1.Ack.encode(message.ack, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SendResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SendResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.ack = $root.macp.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SendResponse;
        })();

        v1.StreamSessionRequest = (function() {

            const StreamSessionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            StreamSessionRequest.prototype.envelope = null;
            StreamSessionRequest.prototype.subscribeSessionId = "";
            StreamSessionRequest.prototype.afterSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            StreamSessionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope"))
                    $root.macp.v1.Envelope.encode(message.envelope, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.subscribeSessionId != null && $Object.hasOwnProperty.call(message, "subscribeSessionId") && message.subscribeSessionId !== "")
                    writer.uint32(18).string(message.subscribeSessionId);
                if (message.afterSequence != null && $Object.hasOwnProperty.call(message, "afterSequence") && (typeof message.afterSequence === "object" ? message.afterSequence.low || message.afterSequence.high : message.afterSequence !== 0))
                    writer.uint32(24).uint64(message.afterSequence);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            StreamSessionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.StreamSessionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.envelope = $root.macp.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.envelope);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.subscribeSessionId = value;
                            else
                                delete message.subscribeSessionId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.afterSequence = value;
                            else
                                delete message.afterSequence;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StreamSessionRequest;
        })();

        v1.StreamSessionResponse = (function() {

            const StreamSessionResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            StreamSessionResponse.prototype.envelope = null;
            StreamSessionResponse.prototype.error = null;

            let $oneOfFields;

            $Object.defineProperty(StreamSessionResponse.prototype, "response", {
                get: $util.oneOfGetter($oneOfFields = ["envelope", "error"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            StreamSessionResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope"))
                    $root.macp.v1.Envelope.encode(message.envelope, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.macp.v1.MACPError.encode(message.error, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            StreamSessionResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.StreamSessionResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.envelope = $root.macp.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.envelope);
                            message.response = "envelope";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.error = $root.macp.v1.MACPError.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            message.response = "error";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StreamSessionResponse;
        })();

        v1.GetSessionResponse = (function() {

            const GetSessionResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetSessionResponse.prototype.metadata = null;

            GetSessionResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                    $root.macp.v1.SessionMetadata.encode(message.metadata, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetSessionResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.GetSessionResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.metadata = $root.macp.v1.SessionMetadata.decode(reader, reader.size(), $undefined, _depth + 1, message.metadata);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetSessionResponse;
        })();

        v1.CancelSessionResponse = (function() {

            const CancelSessionResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CancelSessionResponse.prototype.ack = null;

            CancelSessionResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                    $root.macp.v1.Ack.encode(message.ack, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CancelSessionResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.CancelSessionResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.ack = $root.macp.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CancelSessionResponse;
        })();

        v1.GetManifestResponse = (function() {

            const GetManifestResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetManifestResponse.prototype.manifest = null;

            GetManifestResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest"))
                    $root.macp.v1.AgentManifest.encode(message.manifest, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetManifestResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.GetManifestResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.manifest = $root.macp.v1.AgentManifest.decode(reader, reader.size(), $undefined, _depth + 1, message.manifest);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetManifestResponse;
        })();

        v1.WatchModeRegistryResponse = (function() {

            const WatchModeRegistryResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WatchModeRegistryResponse.prototype.change = null;

            WatchModeRegistryResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.change != null && $Object.hasOwnProperty.call(message, "change"))
                    $root.macp.v1.RegistryChanged.encode(message.change, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WatchModeRegistryResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WatchModeRegistryResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.change = $root.macp.v1.RegistryChanged.decode(reader, reader.size(), $undefined, _depth + 1, message.change);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchModeRegistryResponse;
        })();

        v1.WatchRootsResponse = (function() {

            const WatchRootsResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WatchRootsResponse.prototype.change = null;

            WatchRootsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.change != null && $Object.hasOwnProperty.call(message, "change"))
                    $root.macp.v1.RootsChanged.encode(message.change, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WatchRootsResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WatchRootsResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.change = $root.macp.v1.RootsChanged.decode(reader, reader.size(), $undefined, _depth + 1, message.change);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchRootsResponse;
        })();

        v1.ListExtModesRequest = (function() {

            const ListExtModesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListExtModesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListExtModesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ListExtModesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag >>> 3);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListExtModesRequest;
        })();

        v1.ListExtModesResponse = (function() {

            const ListExtModesResponse = function (properties) {
                this.modes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListExtModesResponse.prototype.modes = $util.emptyArray;

            ListExtModesResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.modes != null && message.modes.length)
                    for (let i = 0; i < message.modes.length; ++i)
                        $root.macp.v1.ModeDescriptor.encode(message.modes[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListExtModesResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ListExtModesResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.modes && message.modes.length))
                                message.modes = [];
                            message.modes.push($root.macp.v1.ModeDescriptor.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListExtModesResponse;
        })();

        v1.RegisterExtModeRequest = (function() {

            const RegisterExtModeRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RegisterExtModeRequest.prototype.modeDescriptor = null;

            RegisterExtModeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.modeDescriptor != null && $Object.hasOwnProperty.call(message, "modeDescriptor"))
                    $root.macp.v1.ModeDescriptor.encode(message.modeDescriptor, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RegisterExtModeRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.RegisterExtModeRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.modeDescriptor = $root.macp.v1.ModeDescriptor.decode(reader, reader.size(), $undefined, _depth + 1, message.modeDescriptor);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RegisterExtModeRequest;
        })();

        v1.RegisterExtModeResponse = (function() {

            const RegisterExtModeResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RegisterExtModeResponse.prototype.ok = false;
            RegisterExtModeResponse.prototype.error = "";

            RegisterExtModeResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                    writer.uint32(8).bool(message.ok);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error") && message.error !== "")
                    writer.uint32(18).string(message.error);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RegisterExtModeResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.RegisterExtModeResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.ok = value;
                            else
                                delete message.ok;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.error = value;
                            else
                                delete message.error;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RegisterExtModeResponse;
        })();

        v1.UnregisterExtModeRequest = (function() {

            const UnregisterExtModeRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UnregisterExtModeRequest.prototype.mode = "";

            UnregisterExtModeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                    writer.uint32(10).string(message.mode);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UnregisterExtModeRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.UnregisterExtModeRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return UnregisterExtModeRequest;
        })();

        v1.UnregisterExtModeResponse = (function() {

            const UnregisterExtModeResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UnregisterExtModeResponse.prototype.ok = false;
            UnregisterExtModeResponse.prototype.error = "";

            UnregisterExtModeResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                    writer.uint32(8).bool(message.ok);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error") && message.error !== "")
                    writer.uint32(18).string(message.error);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UnregisterExtModeResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.UnregisterExtModeResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.ok = value;
                            else
                                delete message.ok;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.error = value;
                            else
                                delete message.error;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return UnregisterExtModeResponse;
        })();

        v1.PromoteModeRequest = (function() {

            const PromoteModeRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PromoteModeRequest.prototype.mode = "";
            PromoteModeRequest.prototype.promotedModeName = "";

            PromoteModeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                    writer.uint32(10).string(message.mode);
                if (message.promotedModeName != null && $Object.hasOwnProperty.call(message, "promotedModeName") && message.promotedModeName !== "")
                    writer.uint32(18).string(message.promotedModeName);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PromoteModeRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.PromoteModeRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.promotedModeName = value;
                            else
                                delete message.promotedModeName;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PromoteModeRequest;
        })();

        v1.PromoteModeResponse = (function() {

            const PromoteModeResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PromoteModeResponse.prototype.ok = false;
            PromoteModeResponse.prototype.error = "";
            PromoteModeResponse.prototype.mode = "";

            PromoteModeResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                    writer.uint32(8).bool(message.ok);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error") && message.error !== "")
                    writer.uint32(18).string(message.error);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                    writer.uint32(26).string(message.mode);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PromoteModeResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.PromoteModeResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.ok = value;
                            else
                                delete message.ok;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.error = value;
                            else
                                delete message.error;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PromoteModeResponse;
        })();

        v1.WatchSignalsRequest = (function() {

            const WatchSignalsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WatchSignalsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WatchSignalsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WatchSignalsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag >>> 3);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchSignalsRequest;
        })();

        v1.WatchSignalsResponse = (function() {

            const WatchSignalsResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WatchSignalsResponse.prototype.envelope = null;
            WatchSignalsResponse.prototype.senderAuthenticated = false;

            WatchSignalsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope"))
                    $root.macp.v1.Envelope.encode(message.envelope, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.senderAuthenticated != null && $Object.hasOwnProperty.call(message, "senderAuthenticated") && message.senderAuthenticated !== false)
                    writer.uint32(16).bool(message.senderAuthenticated);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WatchSignalsResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WatchSignalsResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.envelope = $root.macp.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.envelope);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.senderAuthenticated = value;
                            else
                                delete message.senderAuthenticated;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchSignalsResponse;
        })();

        v1.ListSessionsRequest = (function() {

            const ListSessionsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListSessionsRequest.prototype.pageSize = 0;
            ListSessionsRequest.prototype.pageToken = "";

            ListSessionsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.pageSize != null && $Object.hasOwnProperty.call(message, "pageSize") && message.pageSize !== 0)
                    writer.uint32(8).int32(message.pageSize);
                if (message.pageToken != null && $Object.hasOwnProperty.call(message, "pageToken") && message.pageToken !== "")
                    writer.uint32(18).string(message.pageToken);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListSessionsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ListSessionsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.int32())
                                message.pageSize = value;
                            else
                                delete message.pageSize;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.pageToken = value;
                            else
                                delete message.pageToken;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListSessionsRequest;
        })();

        v1.ListSessionsResponse = (function() {

            const ListSessionsResponse = function (properties) {
                this.sessions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListSessionsResponse.prototype.sessions = $util.emptyArray;
            ListSessionsResponse.prototype.nextPageToken = "";

            ListSessionsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessions != null && message.sessions.length)
                    for (let i = 0; i < message.sessions.length; ++i)
                        $root.macp.v1.SessionMetadata.encode(message.sessions[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.nextPageToken != null && $Object.hasOwnProperty.call(message, "nextPageToken") && message.nextPageToken !== "")
                    writer.uint32(18).string(message.nextPageToken);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListSessionsResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ListSessionsResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.sessions && message.sessions.length))
                                message.sessions = [];
                            message.sessions.push($root.macp.v1.SessionMetadata.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.nextPageToken = value;
                            else
                                delete message.nextPageToken;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListSessionsResponse;
        })();

        v1.WatchSessionsRequest = (function() {

            const WatchSessionsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WatchSessionsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WatchSessionsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WatchSessionsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag >>> 3);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchSessionsRequest;
        })();

        v1.SessionLifecycleEvent = (function() {

            const SessionLifecycleEvent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SessionLifecycleEvent.prototype.eventType = 0;
            SessionLifecycleEvent.prototype.session = null;
            SessionLifecycleEvent.prototype.observedAtUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            SessionLifecycleEvent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.eventType != null && $Object.hasOwnProperty.call(message, "eventType") && message.eventType !== 0)
                    writer.uint32(8).int32(message.eventType);
                if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                    $root.macp.v1.SessionMetadata.encode(message.session, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.observedAtUnixMs != null && $Object.hasOwnProperty.call(message, "observedAtUnixMs") && (typeof message.observedAtUnixMs === "object" ? message.observedAtUnixMs.low || message.observedAtUnixMs.high : message.observedAtUnixMs !== 0))
                    writer.uint32(24).int64(message.observedAtUnixMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SessionLifecycleEvent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.SessionLifecycleEvent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.int32())
                                message.eventType = value;
                            else
                                delete message.eventType;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.session = $root.macp.v1.SessionMetadata.decode(reader, reader.size(), $undefined, _depth + 1, message.session);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.observedAtUnixMs = value;
                            else
                                delete message.observedAtUnixMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            SessionLifecycleEvent.EventType = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "EVENT_TYPE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "EVENT_TYPE_CREATED"] = 1;
                values[valuesById[2] = "EVENT_TYPE_RESOLVED"] = 2;
                values[valuesById[3] = "EVENT_TYPE_EXPIRED"] = 3;
                values[valuesById[4] = "EVENT_TYPE_SUSPENDED"] = 4;
                values[valuesById[5] = "EVENT_TYPE_RESUMED"] = 5;
                values[valuesById[6] = "EVENT_TYPE_CANCELLED"] = 6;
                return values;
            })();

            return SessionLifecycleEvent;
        })();

        v1.WatchSessionsResponse = (function() {

            const WatchSessionsResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WatchSessionsResponse.prototype.event = null;

            WatchSessionsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                    $root.macp.v1.SessionLifecycleEvent.encode(message.event, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WatchSessionsResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WatchSessionsResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.event = $root.macp.v1.SessionLifecycleEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.event);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchSessionsResponse;
        })();

        v1.GetDecisionReceiptRequest = (function() {

            const GetDecisionReceiptRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetDecisionReceiptRequest.prototype.sessionId = "";

            GetDecisionReceiptRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(10).string(message.sessionId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetDecisionReceiptRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.GetDecisionReceiptRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetDecisionReceiptRequest;
        })();

        v1.GetDecisionReceiptResponse = (function() {

            const GetDecisionReceiptResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetDecisionReceiptResponse.prototype.receiptJson = "";

            GetDecisionReceiptResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.receiptJson != null && $Object.hasOwnProperty.call(message, "receiptJson") && message.receiptJson !== "")
                    writer.uint32(10).string(message.receiptJson);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetDecisionReceiptResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.GetDecisionReceiptResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.receiptJson = value;
                            else
                                delete message.receiptJson;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetDecisionReceiptResponse;
        })();

        v1.GetReceiptKeysRequest = (function() {

            const GetReceiptKeysRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetReceiptKeysRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetReceiptKeysRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.GetReceiptKeysRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag >>> 3);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetReceiptKeysRequest;
        })();

        v1.GetReceiptKeysResponse = (function() {

            const GetReceiptKeysResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetReceiptKeysResponse.prototype.jwksJson = "";

            GetReceiptKeysResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.jwksJson != null && $Object.hasOwnProperty.call(message, "jwksJson") && message.jwksJson !== "")
                    writer.uint32(10).string(message.jwksJson);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetReceiptKeysResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.GetReceiptKeysResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.jwksJson = value;
                            else
                                delete message.jwksJson;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetReceiptKeysResponse;
        })();

        v1.SessionState = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SESSION_STATE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "SESSION_STATE_OPEN"] = 1;
            values[valuesById[2] = "SESSION_STATE_RESOLVED"] = 2;
            values[valuesById[3] = "SESSION_STATE_EXPIRED"] = 3;
            values[valuesById[4] = "SESSION_STATE_SUSPENDED"] = 4;
            values[valuesById[5] = "SESSION_STATE_CANCELLED"] = 5;
            return values;
        })();

        v1.Envelope = (function() {

            const Envelope = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Envelope.prototype.macpVersion = "";
            Envelope.prototype.mode = "";
            Envelope.prototype.messageType = "";
            Envelope.prototype.messageId = "";
            Envelope.prototype.sessionId = "";
            Envelope.prototype.sender = "";
            Envelope.prototype.timestampUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Envelope.prototype.payload = $util.newBuffer([]);

            Envelope.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.macpVersion != null && $Object.hasOwnProperty.call(message, "macpVersion") && message.macpVersion !== "")
                    writer.uint32(10).string(message.macpVersion);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                    writer.uint32(18).string(message.mode);
                if (message.messageType != null && $Object.hasOwnProperty.call(message, "messageType") && message.messageType !== "")
                    writer.uint32(26).string(message.messageType);
                if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                    writer.uint32(34).string(message.messageId);
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(42).string(message.sessionId);
                if (message.sender != null && $Object.hasOwnProperty.call(message, "sender") && message.sender !== "")
                    writer.uint32(50).string(message.sender);
                if (message.timestampUnixMs != null && $Object.hasOwnProperty.call(message, "timestampUnixMs") && (typeof message.timestampUnixMs === "object" ? message.timestampUnixMs.low || message.timestampUnixMs.high : message.timestampUnixMs !== 0))
                    writer.uint32(56).int64(message.timestampUnixMs);
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                    writer.uint32(66).bytes(message.payload);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Envelope.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.Envelope();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.macpVersion = value;
                            else
                                delete message.macpVersion;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.messageType = value;
                            else
                                delete message.messageType;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.messageId = value;
                            else
                                delete message.messageId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sender = value;
                            else
                                delete message.sender;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.timestampUnixMs = value;
                            else
                                delete message.timestampUnixMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = reader.bytes()).length)
                                message.payload = value;
                            else
                                delete message.payload;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Envelope;
        })();

        v1.MACPError = (function() {

            const MACPError = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MACPError.prototype.code = "";
            MACPError.prototype.message = "";
            MACPError.prototype.sessionId = "";
            MACPError.prototype.messageId = "";
            MACPError.prototype.details = $util.newBuffer([]);

            MACPError.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(10).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(18).string(message.message);
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(26).string(message.sessionId);
                if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                    writer.uint32(34).string(message.messageId);
                if (message.details != null && $Object.hasOwnProperty.call(message, "details") && message.details.length)
                    writer.uint32(42).bytes(message.details);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MACPError.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.MACPError();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.messageId = value;
                            else
                                delete message.messageId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = reader.bytes()).length)
                                message.details = value;
                            else
                                delete message.details;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MACPError;
        })();

        v1.Ack = (function() {

            const Ack = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Ack.prototype.ok = false;
            Ack.prototype.duplicate = false;
            Ack.prototype.messageId = "";
            Ack.prototype.sessionId = "";
            Ack.prototype.acceptedAtUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Ack.prototype.sessionState = 0;
            Ack.prototype.error = null;

            Ack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                    writer.uint32(8).bool(message.ok);
                if (message.duplicate != null && $Object.hasOwnProperty.call(message, "duplicate") && message.duplicate !== false)
                    writer.uint32(16).bool(message.duplicate);
                if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                    writer.uint32(26).string(message.messageId);
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(34).string(message.sessionId);
                if (message.acceptedAtUnixMs != null && $Object.hasOwnProperty.call(message, "acceptedAtUnixMs") && (typeof message.acceptedAtUnixMs === "object" ? message.acceptedAtUnixMs.low || message.acceptedAtUnixMs.high : message.acceptedAtUnixMs !== 0))
                    writer.uint32(40).int64(message.acceptedAtUnixMs);
                if (message.sessionState != null && $Object.hasOwnProperty.call(message, "sessionState") && message.sessionState !== 0)
                    writer.uint32(48).int32(message.sessionState);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.macp.v1.MACPError.encode(message.error, writer.uint32(58).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Ack.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.Ack();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.ok = value;
                            else
                                delete message.ok;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.duplicate = value;
                            else
                                delete message.duplicate;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.messageId = value;
                            else
                                delete message.messageId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.acceptedAtUnixMs = value;
                            else
                                delete message.acceptedAtUnixMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.int32())
                                message.sessionState = value;
                            else
                                delete message.sessionState;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.error = $root.macp.v1.MACPError.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ack;
        })();

        v1.PolicyDescriptor = (function() {

            const PolicyDescriptor = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PolicyDescriptor.prototype.policyId = "";
            PolicyDescriptor.prototype.mode = "";
            PolicyDescriptor.prototype.description = "";
            PolicyDescriptor.prototype.rules = "";
            PolicyDescriptor.prototype.schemaVersion = 0;
            PolicyDescriptor.prototype.registeredAtUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            PolicyDescriptor.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.policyId != null && $Object.hasOwnProperty.call(message, "policyId") && message.policyId !== "")
                    writer.uint32(10).string(message.policyId);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                    writer.uint32(18).string(message.mode);
                if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                    writer.uint32(26).string(message.description);
                if (message.rules != null && $Object.hasOwnProperty.call(message, "rules") && message.rules !== "")
                    writer.uint32(34).string(message.rules);
                if (message.schemaVersion != null && $Object.hasOwnProperty.call(message, "schemaVersion") && message.schemaVersion !== 0)
                    writer.uint32(40).uint32(message.schemaVersion);
                if (message.registeredAtUnixMs != null && $Object.hasOwnProperty.call(message, "registeredAtUnixMs") && (typeof message.registeredAtUnixMs === "object" ? message.registeredAtUnixMs.low || message.registeredAtUnixMs.high : message.registeredAtUnixMs !== 0))
                    writer.uint32(48).int64(message.registeredAtUnixMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PolicyDescriptor.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.PolicyDescriptor();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.policyId = value;
                            else
                                delete message.policyId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.description = value;
                            else
                                delete message.description;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.rules = value;
                            else
                                delete message.rules;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.uint32())
                                message.schemaVersion = value;
                            else
                                delete message.schemaVersion;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.registeredAtUnixMs = value;
                            else
                                delete message.registeredAtUnixMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PolicyDescriptor;
        })();

        v1.PolicyRegistryCapability = (function() {

            const PolicyRegistryCapability = function (properties) {
                this.ruleExtensions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PolicyRegistryCapability.prototype.registerPolicy = false;
            PolicyRegistryCapability.prototype.listPolicies = false;
            PolicyRegistryCapability.prototype.listChanged = false;
            PolicyRegistryCapability.prototype.ruleExtensions = $util.emptyArray;
            PolicyRegistryCapability.prototype.whatIfReplay = false;

            PolicyRegistryCapability.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.registerPolicy != null && $Object.hasOwnProperty.call(message, "registerPolicy") && message.registerPolicy !== false)
                    writer.uint32(8).bool(message.registerPolicy);
                if (message.listPolicies != null && $Object.hasOwnProperty.call(message, "listPolicies") && message.listPolicies !== false)
                    writer.uint32(16).bool(message.listPolicies);
                if (message.listChanged != null && $Object.hasOwnProperty.call(message, "listChanged") && message.listChanged !== false)
                    writer.uint32(24).bool(message.listChanged);
                if (message.ruleExtensions != null && message.ruleExtensions.length)
                    for (let i = 0; i < message.ruleExtensions.length; ++i)
                        writer.uint32(34).string(message.ruleExtensions[i]);
                if (message.whatIfReplay != null && $Object.hasOwnProperty.call(message, "whatIfReplay") && message.whatIfReplay !== false)
                    writer.uint32(40).bool(message.whatIfReplay);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PolicyRegistryCapability.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.PolicyRegistryCapability();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.registerPolicy = value;
                            else
                                delete message.registerPolicy;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.listPolicies = value;
                            else
                                delete message.listPolicies;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.listChanged = value;
                            else
                                delete message.listChanged;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.ruleExtensions && message.ruleExtensions.length))
                                message.ruleExtensions = [];
                            message.ruleExtensions.push($readText(reader));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.whatIfReplay = value;
                            else
                                delete message.whatIfReplay;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PolicyRegistryCapability;
        })();

        v1.RegisterPolicyRequest = (function() {

            const RegisterPolicyRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RegisterPolicyRequest.prototype.policyDescriptor = null;

            RegisterPolicyRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.policyDescriptor != null && $Object.hasOwnProperty.call(message, "policyDescriptor"))
                    $root.macp.v1.PolicyDescriptor.encode(message.policyDescriptor, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RegisterPolicyRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.RegisterPolicyRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.policyDescriptor = $root.macp.v1.PolicyDescriptor.decode(reader, reader.size(), $undefined, _depth + 1, message.policyDescriptor);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RegisterPolicyRequest;
        })();

        v1.RegisterPolicyResponse = (function() {

            const RegisterPolicyResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RegisterPolicyResponse.prototype.ok = false;
            RegisterPolicyResponse.prototype.error = "";

            RegisterPolicyResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                    writer.uint32(8).bool(message.ok);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error") && message.error !== "")
                    writer.uint32(18).string(message.error);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RegisterPolicyResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.RegisterPolicyResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.ok = value;
                            else
                                delete message.ok;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.error = value;
                            else
                                delete message.error;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RegisterPolicyResponse;
        })();

        v1.UnregisterPolicyRequest = (function() {

            const UnregisterPolicyRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UnregisterPolicyRequest.prototype.policyId = "";

            UnregisterPolicyRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.policyId != null && $Object.hasOwnProperty.call(message, "policyId") && message.policyId !== "")
                    writer.uint32(10).string(message.policyId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UnregisterPolicyRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.UnregisterPolicyRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.policyId = value;
                            else
                                delete message.policyId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return UnregisterPolicyRequest;
        })();

        v1.UnregisterPolicyResponse = (function() {

            const UnregisterPolicyResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UnregisterPolicyResponse.prototype.ok = false;
            UnregisterPolicyResponse.prototype.error = "";

            UnregisterPolicyResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                    writer.uint32(8).bool(message.ok);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error") && message.error !== "")
                    writer.uint32(18).string(message.error);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UnregisterPolicyResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.UnregisterPolicyResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.bool())
                                message.ok = value;
                            else
                                delete message.ok;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.error = value;
                            else
                                delete message.error;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return UnregisterPolicyResponse;
        })();

        v1.GetPolicyRequest = (function() {

            const GetPolicyRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetPolicyRequest.prototype.policyId = "";

            GetPolicyRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.policyId != null && $Object.hasOwnProperty.call(message, "policyId") && message.policyId !== "")
                    writer.uint32(10).string(message.policyId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetPolicyRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.GetPolicyRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.policyId = value;
                            else
                                delete message.policyId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetPolicyRequest;
        })();

        v1.GetPolicyResponse = (function() {

            const GetPolicyResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetPolicyResponse.prototype.policyDescriptor = null;

            GetPolicyResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.policyDescriptor != null && $Object.hasOwnProperty.call(message, "policyDescriptor"))
                    $root.macp.v1.PolicyDescriptor.encode(message.policyDescriptor, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetPolicyResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.GetPolicyResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.policyDescriptor = $root.macp.v1.PolicyDescriptor.decode(reader, reader.size(), $undefined, _depth + 1, message.policyDescriptor);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetPolicyResponse;
        })();

        v1.ListPoliciesRequest = (function() {

            const ListPoliciesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListPoliciesRequest.prototype.mode = "";

            ListPoliciesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                    writer.uint32(10).string(message.mode);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListPoliciesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ListPoliciesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListPoliciesRequest;
        })();

        v1.ListPoliciesResponse = (function() {

            const ListPoliciesResponse = function (properties) {
                this.descriptors = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListPoliciesResponse.prototype.descriptors = $util.emptyArray;

            ListPoliciesResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.descriptors != null && message.descriptors.length)
                    for (let i = 0; i < message.descriptors.length; ++i)
                        $root.macp.v1.PolicyDescriptor.encode(message.descriptors[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListPoliciesResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.ListPoliciesResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.descriptors && message.descriptors.length))
                                message.descriptors = [];
                            message.descriptors.push($root.macp.v1.PolicyDescriptor.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListPoliciesResponse;
        })();

        v1.WatchPoliciesRequest = (function() {

            const WatchPoliciesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WatchPoliciesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WatchPoliciesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WatchPoliciesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag >>> 3);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchPoliciesRequest;
        })();

        v1.WatchPoliciesResponse = (function() {

            const WatchPoliciesResponse = function (properties) {
                this.descriptors = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WatchPoliciesResponse.prototype.descriptors = $util.emptyArray;
            WatchPoliciesResponse.prototype.observedAtUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            WatchPoliciesResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.descriptors != null && message.descriptors.length)
                    for (let i = 0; i < message.descriptors.length; ++i)
                        $root.macp.v1.PolicyDescriptor.encode(message.descriptors[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.observedAtUnixMs != null && $Object.hasOwnProperty.call(message, "observedAtUnixMs") && (typeof message.observedAtUnixMs === "object" ? message.observedAtUnixMs.low || message.observedAtUnixMs.high : message.observedAtUnixMs !== 0))
                    writer.uint32(16).int64(message.observedAtUnixMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WatchPoliciesResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WatchPoliciesResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.descriptors && message.descriptors.length))
                                message.descriptors = [];
                            message.descriptors.push($root.macp.v1.PolicyDescriptor.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.observedAtUnixMs = value;
                            else
                                delete message.observedAtUnixMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchPoliciesResponse;
        })();

        v1.WhatIfReplayRequest = (function() {

            const WhatIfReplayRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WhatIfReplayRequest.prototype.sessionId = "";
            WhatIfReplayRequest.prototype.candidate = null;

            WhatIfReplayRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                    writer.uint32(10).string(message.sessionId);
                if (message.candidate != null && $Object.hasOwnProperty.call(message, "candidate"))
                    $root.macp.v1.PolicyDescriptor.encode(message.candidate, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WhatIfReplayRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WhatIfReplayRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.sessionId = value;
                            else
                                delete message.sessionId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.candidate = $root.macp.v1.PolicyDescriptor.decode(reader, reader.size(), $undefined, _depth + 1, message.candidate);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WhatIfReplayRequest;
        })();

        v1.WhatIfEntryOutcome = (function() {

            const WhatIfEntryOutcome = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WhatIfEntryOutcome.prototype.kind = 0;
            WhatIfEntryOutcome.prototype.state = 0;
            WhatIfEntryOutcome.prototype.errorCode = "";
            WhatIfEntryOutcome.prototype.details = $util.newBuffer([]);

            WhatIfEntryOutcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(8).int32(message.kind);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(16).int32(message.state);
                if (message.errorCode != null && $Object.hasOwnProperty.call(message, "errorCode") && message.errorCode !== "")
                    writer.uint32(26).string(message.errorCode);
                if (message.details != null && $Object.hasOwnProperty.call(message, "details") && message.details.length)
                    writer.uint32(34).bytes(message.details);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WhatIfEntryOutcome.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WhatIfEntryOutcome();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.errorCode = value;
                            else
                                delete message.errorCode;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = reader.bytes()).length)
                                message.details = value;
                            else
                                delete message.details;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            WhatIfEntryOutcome.Kind = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "KIND_UNSPECIFIED"] = 0;
                values[valuesById[1] = "KIND_APPLIED"] = 1;
                values[valuesById[2] = "KIND_NOT_OPEN"] = 2;
                values[valuesById[3] = "KIND_REFUSED"] = 3;
                values[valuesById[4] = "KIND_NO_SESSION"] = 4;
                return values;
            })();

            return WhatIfEntryOutcome;
        })();

        v1.WhatIfEntry = (function() {

            const WhatIfEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WhatIfEntry.prototype.historyIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            WhatIfEntry.prototype.messageId = "";
            WhatIfEntry.prototype.messageType = "";
            WhatIfEntry.prototype.recorded = null;
            WhatIfEntry.prototype.candidate = null;

            WhatIfEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.historyIndex != null && $Object.hasOwnProperty.call(message, "historyIndex") && (typeof message.historyIndex === "object" ? message.historyIndex.low || message.historyIndex.high : message.historyIndex !== 0))
                    writer.uint32(8).uint64(message.historyIndex);
                if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                    writer.uint32(18).string(message.messageId);
                if (message.messageType != null && $Object.hasOwnProperty.call(message, "messageType") && message.messageType !== "")
                    writer.uint32(26).string(message.messageType);
                if (message.recorded != null && $Object.hasOwnProperty.call(message, "recorded"))
                    $root.macp.v1.WhatIfEntryOutcome.encode(message.recorded, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.candidate != null && $Object.hasOwnProperty.call(message, "candidate"))
                    $root.macp.v1.WhatIfEntryOutcome.encode(message.candidate, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WhatIfEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WhatIfEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.historyIndex = value;
                            else
                                delete message.historyIndex;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.messageId = value;
                            else
                                delete message.messageId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.messageType = value;
                            else
                                delete message.messageType;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.recorded = $root.macp.v1.WhatIfEntryOutcome.decode(reader, reader.size(), $undefined, _depth + 1, message.recorded);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.candidate = $root.macp.v1.WhatIfEntryOutcome.decode(reader, reader.size(), $undefined, _depth + 1, message.candidate);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WhatIfEntry;
        })();

        v1.WhatIfOutcome = (function() {

            const WhatIfOutcome = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WhatIfOutcome.prototype.state = 0;
            WhatIfOutcome.prototype.resolution = $util.newBuffer([]);
            WhatIfOutcome.prototype.resolvedByHistoryIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            WhatIfOutcome.prototype.resolvedByMessageId = "";
            WhatIfOutcome.prototype.resolvedByMessageType = "";

            WhatIfOutcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(8).int32(message.state);
                if (message.resolution != null && $Object.hasOwnProperty.call(message, "resolution") && message.resolution.length)
                    writer.uint32(18).bytes(message.resolution);
                if (message.resolvedByHistoryIndex != null && $Object.hasOwnProperty.call(message, "resolvedByHistoryIndex") && (typeof message.resolvedByHistoryIndex === "object" ? message.resolvedByHistoryIndex.low || message.resolvedByHistoryIndex.high : message.resolvedByHistoryIndex !== 0))
                    writer.uint32(24).uint64(message.resolvedByHistoryIndex);
                if (message.resolvedByMessageId != null && $Object.hasOwnProperty.call(message, "resolvedByMessageId") && message.resolvedByMessageId !== "")
                    writer.uint32(34).string(message.resolvedByMessageId);
                if (message.resolvedByMessageType != null && $Object.hasOwnProperty.call(message, "resolvedByMessageType") && message.resolvedByMessageType !== "")
                    writer.uint32(42).string(message.resolvedByMessageType);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WhatIfOutcome.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WhatIfOutcome();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = reader.bytes()).length)
                                message.resolution = value;
                            else
                                delete message.resolution;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.resolvedByHistoryIndex = value;
                            else
                                delete message.resolvedByHistoryIndex;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.resolvedByMessageId = value;
                            else
                                delete message.resolvedByMessageId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.resolvedByMessageType = value;
                            else
                                delete message.resolvedByMessageType;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WhatIfOutcome;
        })();

        v1.WhatIfDenial = (function() {

            const WhatIfDenial = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WhatIfDenial.prototype.historyIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            WhatIfDenial.prototype.messageId = "";
            WhatIfDenial.prototype.details = $util.newBuffer([]);

            WhatIfDenial.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.historyIndex != null && $Object.hasOwnProperty.call(message, "historyIndex") && (typeof message.historyIndex === "object" ? message.historyIndex.low || message.historyIndex.high : message.historyIndex !== 0))
                    writer.uint32(8).uint64(message.historyIndex);
                if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                    writer.uint32(18).string(message.messageId);
                if (message.details != null && $Object.hasOwnProperty.call(message, "details") && message.details.length)
                    writer.uint32(26).bytes(message.details);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WhatIfDenial.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WhatIfDenial();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.historyIndex = value;
                            else
                                delete message.historyIndex;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.messageId = value;
                            else
                                delete message.messageId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = reader.bytes()).length)
                                message.details = value;
                            else
                                delete message.details;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WhatIfDenial;
        })();

        v1.WhatIfReplayResponse = (function() {

            const WhatIfReplayResponse = function (properties) {
                this.denials = [];
                this.entries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            WhatIfReplayResponse.prototype.candidatePolicyId = "";
            WhatIfReplayResponse.prototype.recordedPolicyId = "";
            WhatIfReplayResponse.prototype.recorded = null;
            WhatIfReplayResponse.prototype.candidate = null;
            WhatIfReplayResponse.prototype.firstDivergence = null;
            WhatIfReplayResponse.prototype.denials = $util.emptyArray;
            WhatIfReplayResponse.prototype.entries = $util.emptyArray;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(WhatIfReplayResponse.prototype, "_firstDivergence", {
                get: $util.oneOfGetter($oneOfFields = ["firstDivergence"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            WhatIfReplayResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.candidatePolicyId != null && $Object.hasOwnProperty.call(message, "candidatePolicyId") && message.candidatePolicyId !== "")
                    writer.uint32(10).string(message.candidatePolicyId);
                if (message.recordedPolicyId != null && $Object.hasOwnProperty.call(message, "recordedPolicyId") && message.recordedPolicyId !== "")
                    writer.uint32(18).string(message.recordedPolicyId);
                if (message.recorded != null && $Object.hasOwnProperty.call(message, "recorded"))
                    $root.macp.v1.WhatIfOutcome.encode(message.recorded, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.candidate != null && $Object.hasOwnProperty.call(message, "candidate"))
                    $root.macp.v1.WhatIfOutcome.encode(message.candidate, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.firstDivergence != null && $Object.hasOwnProperty.call(message, "firstDivergence"))
                    writer.uint32(40).uint64(message.firstDivergence);
                if (message.denials != null && message.denials.length)
                    for (let i = 0; i < message.denials.length; ++i)
                        $root.macp.v1.WhatIfDenial.encode(message.denials[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.macp.v1.WhatIfEntry.encode(message.entries[i], writer.uint32(58).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            WhatIfReplayResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.macp.v1.WhatIfReplayResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.candidatePolicyId = value;
                            else
                                delete message.candidatePolicyId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if ((value = $readText(reader)).length)
                                message.recordedPolicyId = value;
                            else
                                delete message.recordedPolicyId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.recorded = $root.macp.v1.WhatIfOutcome.decode(reader, reader.size(), $undefined, _depth + 1, message.recorded);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            message.candidate = $root.macp.v1.WhatIfOutcome.decode(reader, reader.size(), $undefined, _depth + 1, message.candidate);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                throw $wrongWireType(tag, wireType);
                            message.firstDivergence = reader.uint64();
                            message._firstDivergence = "firstDivergence";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.denials && message.denials.length))
                                message.denials = [];
                            message.denials.push($root.macp.v1.WhatIfDenial.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                throw $wrongWireType(tag, wireType);
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.macp.v1.WhatIfEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WhatIfReplayResponse;
        })();

        return v1;
    })();

    macp.runtime = (function() {

        const runtime = {};

        runtime.v1 = (function() {

            const v1 = {};

            v1.ClaimRecord = (function() {

                const ClaimRecord = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ClaimRecord.prototype.epoch = "";
                ClaimRecord.prototype.owner = "";
                ClaimRecord.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                ClaimRecord.prototype.partitions = 0;
                ClaimRecord.prototype.logId = "";
                ClaimRecord.prototype.commandLogId = "";
                ClaimRecord.prototype.lastValidEpoch = "";
                ClaimRecord.prototype.lastValidSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                ClaimRecord.prototype.lastValidOffset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                ClaimRecord.prototype.claimedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                ClaimRecord.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== "")
                        writer.uint32(10).string(message.epoch);
                    if (message.owner != null && $Object.hasOwnProperty.call(message, "owner") && message.owner !== "")
                        writer.uint32(18).string(message.owner);
                    if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                        writer.uint32(24).int64(message.generation);
                    if (message.partitions != null && $Object.hasOwnProperty.call(message, "partitions") && message.partitions !== 0)
                        writer.uint32(32).uint32(message.partitions);
                    if (message.logId != null && $Object.hasOwnProperty.call(message, "logId") && message.logId !== "")
                        writer.uint32(42).string(message.logId);
                    if (message.commandLogId != null && $Object.hasOwnProperty.call(message, "commandLogId") && message.commandLogId !== "")
                        writer.uint32(50).string(message.commandLogId);
                    if (message.lastValidEpoch != null && $Object.hasOwnProperty.call(message, "lastValidEpoch") && message.lastValidEpoch !== "")
                        writer.uint32(58).string(message.lastValidEpoch);
                    if (message.lastValidSeq != null && $Object.hasOwnProperty.call(message, "lastValidSeq") && (typeof message.lastValidSeq === "object" ? message.lastValidSeq.low || message.lastValidSeq.high : message.lastValidSeq !== 0))
                        writer.uint32(64).uint64(message.lastValidSeq);
                    if (message.lastValidOffset != null && $Object.hasOwnProperty.call(message, "lastValidOffset") && (typeof message.lastValidOffset === "object" ? message.lastValidOffset.low || message.lastValidOffset.high : message.lastValidOffset !== 0))
                        writer.uint32(72).int64(message.lastValidOffset);
                    if (message.claimedAtMs != null && $Object.hasOwnProperty.call(message, "claimedAtMs") && (typeof message.claimedAtMs === "object" ? message.claimedAtMs.low || message.claimedAtMs.high : message.claimedAtMs !== 0))
                        writer.uint32(80).int64(message.claimedAtMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ClaimRecord.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.ClaimRecord();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.owner = value;
                                else
                                    delete message.owner;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.generation = value;
                                else
                                    delete message.generation;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.partitions = value;
                                else
                                    delete message.partitions;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.logId = value;
                                else
                                    delete message.logId;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.commandLogId = value;
                                else
                                    delete message.commandLogId;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.lastValidEpoch = value;
                                else
                                    delete message.lastValidEpoch;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.lastValidSeq = value;
                                else
                                    delete message.lastValidSeq;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.lastValidOffset = value;
                                else
                                    delete message.lastValidOffset;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.claimedAtMs = value;
                                else
                                    delete message.claimedAtMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ClaimRecord;
            })();

            v1.BatchRecord = (function() {

                const BatchRecord = function (properties) {
                    this.parked = [];
                    this.outcomes = [];
                    this.facts = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                BatchRecord.prototype.epoch = "";
                BatchRecord.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                BatchRecord.prototype.decidedUpTo = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                BatchRecord.prototype.parked = $util.emptyArray;
                BatchRecord.prototype.recordedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                BatchRecord.prototype.outcomes = $util.emptyArray;
                BatchRecord.prototype.facts = $util.emptyArray;

                BatchRecord.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== "")
                        writer.uint32(10).string(message.epoch);
                    if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                        writer.uint32(16).uint64(message.seq);
                    if (message.decidedUpTo != null && $Object.hasOwnProperty.call(message, "decidedUpTo") && (typeof message.decidedUpTo === "object" ? message.decidedUpTo.low || message.decidedUpTo.high : message.decidedUpTo !== 0))
                        writer.uint32(24).int64(message.decidedUpTo);
                    if (message.parked != null && message.parked.length)
                        writer.uint32(34).int64s(message.parked);
                    if (message.recordedAtMs != null && $Object.hasOwnProperty.call(message, "recordedAtMs") && (typeof message.recordedAtMs === "object" ? message.recordedAtMs.low || message.recordedAtMs.high : message.recordedAtMs !== 0))
                        writer.uint32(40).int64(message.recordedAtMs);
                    if (message.outcomes != null && message.outcomes.length)
                        for (let i = 0; i < message.outcomes.length; ++i)
                            $root.macp.runtime.v1.RecordedOutcome.encode(message.outcomes[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.facts != null && message.facts.length)
                        for (let i = 0; i < message.facts.length; ++i)
                            writer.uint32(58).bytes(message.facts[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                BatchRecord.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.BatchRecord();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.seq = value;
                                else
                                    delete message.seq;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.decidedUpTo = value;
                                else
                                    delete message.decidedUpTo;
                                continue;
                            }
                        case 4: {
                                if (wireType === 2) {
                                    if (!(message.parked && message.parked.length))
                                        message.parked = [];
                                    reader.int64s(message.parked);
                                    continue;
                                }
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.parked && message.parked.length))
                                    message.parked = [];
                                message.parked.push(reader.int64());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.recordedAtMs = value;
                                else
                                    delete message.recordedAtMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.outcomes && message.outcomes.length))
                                    message.outcomes = [];
                                message.outcomes.push($root.macp.runtime.v1.RecordedOutcome.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.facts && message.facts.length))
                                    message.facts = [];
                                message.facts.push(reader.bytes());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return BatchRecord;
            })();

            v1.RecordedOutcome = (function() {

                const RecordedOutcome = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RecordedOutcome.prototype.correlationId = "";
                RecordedOutcome.prototype.commandOffset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                RecordedOutcome.prototype.expiresAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                RecordedOutcome.prototype.outcome = $util.newBuffer([]);

                RecordedOutcome.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.correlationId != null && $Object.hasOwnProperty.call(message, "correlationId") && message.correlationId !== "")
                        writer.uint32(10).string(message.correlationId);
                    if (message.commandOffset != null && $Object.hasOwnProperty.call(message, "commandOffset") && (typeof message.commandOffset === "object" ? message.commandOffset.low || message.commandOffset.high : message.commandOffset !== 0))
                        writer.uint32(16).int64(message.commandOffset);
                    if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                        writer.uint32(24).int64(message.expiresAtMs);
                    if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome") && message.outcome.length)
                        writer.uint32(34).bytes(message.outcome);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RecordedOutcome.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.RecordedOutcome();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.correlationId = value;
                                else
                                    delete message.correlationId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.commandOffset = value;
                                else
                                    delete message.commandOffset;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresAtMs = value;
                                else
                                    delete message.expiresAtMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = reader.bytes()).length)
                                    message.outcome = value;
                                else
                                    delete message.outcome;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RecordedOutcome;
            })();

            v1.CheckpointRecord = (function() {

                const CheckpointRecord = function (properties) {
                    this.parked = [];
                    this.outcomes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                CheckpointRecord.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                CheckpointRecord.prototype.epoch = "";
                CheckpointRecord.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                CheckpointRecord.prototype.decidedUpTo = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                CheckpointRecord.prototype.parked = $util.emptyArray;
                CheckpointRecord.prototype.recordedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                CheckpointRecord.prototype.stateHash = $util.newBuffer([]);
                CheckpointRecord.prototype.logId = "";
                CheckpointRecord.prototype.commandLogId = "";
                CheckpointRecord.prototype.partitions = 0;
                CheckpointRecord.prototype.outcomes = $util.emptyArray;

                CheckpointRecord.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(8).int64(message.offset);
                    if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== "")
                        writer.uint32(18).string(message.epoch);
                    if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                        writer.uint32(24).uint64(message.seq);
                    if (message.decidedUpTo != null && $Object.hasOwnProperty.call(message, "decidedUpTo") && (typeof message.decidedUpTo === "object" ? message.decidedUpTo.low || message.decidedUpTo.high : message.decidedUpTo !== 0))
                        writer.uint32(32).int64(message.decidedUpTo);
                    if (message.parked != null && message.parked.length)
                        writer.uint32(42).int64s(message.parked);
                    if (message.recordedAtMs != null && $Object.hasOwnProperty.call(message, "recordedAtMs") && (typeof message.recordedAtMs === "object" ? message.recordedAtMs.low || message.recordedAtMs.high : message.recordedAtMs !== 0))
                        writer.uint32(48).int64(message.recordedAtMs);
                    if (message.stateHash != null && $Object.hasOwnProperty.call(message, "stateHash") && message.stateHash.length)
                        writer.uint32(58).bytes(message.stateHash);
                    if (message.logId != null && $Object.hasOwnProperty.call(message, "logId") && message.logId !== "")
                        writer.uint32(66).string(message.logId);
                    if (message.commandLogId != null && $Object.hasOwnProperty.call(message, "commandLogId") && message.commandLogId !== "")
                        writer.uint32(74).string(message.commandLogId);
                    if (message.partitions != null && $Object.hasOwnProperty.call(message, "partitions") && message.partitions !== 0)
                        writer.uint32(80).uint32(message.partitions);
                    if (message.outcomes != null && message.outcomes.length)
                        for (let i = 0; i < message.outcomes.length; ++i)
                            $root.macp.runtime.v1.RecordedOutcome.encode(message.outcomes[i], writer.uint32(90).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                CheckpointRecord.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.CheckpointRecord();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.epoch = value;
                                else
                                    delete message.epoch;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.seq = value;
                                else
                                    delete message.seq;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.decidedUpTo = value;
                                else
                                    delete message.decidedUpTo;
                                continue;
                            }
                        case 5: {
                                if (wireType === 2) {
                                    if (!(message.parked && message.parked.length))
                                        message.parked = [];
                                    reader.int64s(message.parked);
                                    continue;
                                }
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.parked && message.parked.length))
                                    message.parked = [];
                                message.parked.push(reader.int64());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.recordedAtMs = value;
                                else
                                    delete message.recordedAtMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = reader.bytes()).length)
                                    message.stateHash = value;
                                else
                                    delete message.stateHash;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.logId = value;
                                else
                                    delete message.logId;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.commandLogId = value;
                                else
                                    delete message.commandLogId;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.partitions = value;
                                else
                                    delete message.partitions;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.outcomes && message.outcomes.length))
                                    message.outcomes = [];
                                message.outcomes.push($root.macp.runtime.v1.RecordedOutcome.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CheckpointRecord;
            })();

            v1.SessionFact = (function() {

                const SessionFact = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SessionFact.prototype.sessionId = "";
                SessionFact.prototype.started = null;
                SessionFact.prototype.accepted = null;
                SessionFact.prototype.expired = null;
                SessionFact.prototype.cancelled = null;
                SessionFact.prototype.suspended = null;
                SessionFact.prototype.resumed = null;

                let $oneOfFields;

                $Object.defineProperty(SessionFact.prototype, "fact", {
                    get: $util.oneOfGetter($oneOfFields = ["started", "accepted", "expired", "cancelled", "suspended", "resumed"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                SessionFact.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                        writer.uint32(10).string(message.sessionId);
                    if (message.started != null && $Object.hasOwnProperty.call(message, "started"))
                        $root.macp.runtime.v1.SessionStarted.encode(message.started, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted"))
                        $root.macp.runtime.v1.EnvelopeAccepted.encode(message.accepted, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.expired != null && $Object.hasOwnProperty.call(message, "expired"))
                        $root.macp.runtime.v1.SessionExpired.encode(message.expired, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.cancelled != null && $Object.hasOwnProperty.call(message, "cancelled"))
                        $root.macp.runtime.v1.SessionCancelled.encode(message.cancelled, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.suspended != null && $Object.hasOwnProperty.call(message, "suspended"))
                        $root.macp.runtime.v1.SessionSuspended.encode(message.suspended, writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.resumed != null && $Object.hasOwnProperty.call(message, "resumed"))
                        $root.macp.runtime.v1.SessionResumed.encode(message.resumed, writer.uint32(58).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SessionFact.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SessionFact();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.sessionId = value;
                                else
                                    delete message.sessionId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.started = $root.macp.runtime.v1.SessionStarted.decode(reader, reader.size(), $undefined, _depth + 1, message.started);
                                message.fact = "started";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.accepted = $root.macp.runtime.v1.EnvelopeAccepted.decode(reader, reader.size(), $undefined, _depth + 1, message.accepted);
                                message.fact = "accepted";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.expired = $root.macp.runtime.v1.SessionExpired.decode(reader, reader.size(), $undefined, _depth + 1, message.expired);
                                message.fact = "expired";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.cancelled = $root.macp.runtime.v1.SessionCancelled.decode(reader, reader.size(), $undefined, _depth + 1, message.cancelled);
                                message.fact = "cancelled";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.suspended = $root.macp.runtime.v1.SessionSuspended.decode(reader, reader.size(), $undefined, _depth + 1, message.suspended);
                                message.fact = "suspended";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.resumed = $root.macp.runtime.v1.SessionResumed.decode(reader, reader.size(), $undefined, _depth + 1, message.resumed);
                                message.fact = "resumed";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SessionFact;
            })();

            v1.SessionStarted = (function() {

                const SessionStarted = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SessionStarted.prototype.envelope = null;
                SessionStarted.prototype.ordinal = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                SessionStarted.prototype.acceptedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                SessionStarted.prototype.semanticsRevision = 0;
                SessionStarted.prototype.policy = null;
                SessionStarted.prototype.maxSuspendMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                SessionStarted.prototype.modeVersion = "";
                SessionStarted.prototype.expiresAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                SessionStarted.prototype.extension = null;

                SessionStarted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope"))
                        $root.macp.v1.Envelope.encode(message.envelope, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.ordinal != null && $Object.hasOwnProperty.call(message, "ordinal") && (typeof message.ordinal === "object" ? message.ordinal.low || message.ordinal.high : message.ordinal !== 0))
                        writer.uint32(16).uint64(message.ordinal);
                    if (message.acceptedAtMs != null && $Object.hasOwnProperty.call(message, "acceptedAtMs") && (typeof message.acceptedAtMs === "object" ? message.acceptedAtMs.low || message.acceptedAtMs.high : message.acceptedAtMs !== 0))
                        writer.uint32(24).int64(message.acceptedAtMs);
                    if (message.semanticsRevision != null && $Object.hasOwnProperty.call(message, "semanticsRevision") && message.semanticsRevision !== 0)
                        writer.uint32(32).uint32(message.semanticsRevision);
                    if (message.policy != null && $Object.hasOwnProperty.call(message, "policy"))
                        $root.macp.runtime.v1.PolicyDefinition.encode(message.policy, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.maxSuspendMs != null && $Object.hasOwnProperty.call(message, "maxSuspendMs") && (typeof message.maxSuspendMs === "object" ? message.maxSuspendMs.low || message.maxSuspendMs.high : message.maxSuspendMs !== 0))
                        writer.uint32(48).int64(message.maxSuspendMs);
                    if (message.modeVersion != null && $Object.hasOwnProperty.call(message, "modeVersion") && message.modeVersion !== "")
                        writer.uint32(58).string(message.modeVersion);
                    if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                        writer.uint32(64).int64(message.expiresAtMs);
                    if (message.extension != null && $Object.hasOwnProperty.call(message, "extension"))
                        $root.macp.runtime.v1.BoundExtension.encode(message.extension, writer.uint32(74).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SessionStarted.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SessionStarted();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.envelope = $root.macp.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.envelope);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ordinal = value;
                                else
                                    delete message.ordinal;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.acceptedAtMs = value;
                                else
                                    delete message.acceptedAtMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.semanticsRevision = value;
                                else
                                    delete message.semanticsRevision;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.policy = $root.macp.runtime.v1.PolicyDefinition.decode(reader, reader.size(), $undefined, _depth + 1, message.policy);
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.maxSuspendMs = value;
                                else
                                    delete message.maxSuspendMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.modeVersion = value;
                                else
                                    delete message.modeVersion;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresAtMs = value;
                                else
                                    delete message.expiresAtMs;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.extension = $root.macp.runtime.v1.BoundExtension.decode(reader, reader.size(), $undefined, _depth + 1, message.extension);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SessionStarted;
            })();

            v1.BoundExtension = (function() {

                const BoundExtension = function (properties) {
                    this.messageTypes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                BoundExtension.prototype.messageTypes = $util.emptyArray;

                BoundExtension.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messageTypes != null && message.messageTypes.length)
                        for (let i = 0; i < message.messageTypes.length; ++i)
                            writer.uint32(10).string(message.messageTypes[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                BoundExtension.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.BoundExtension();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.messageTypes && message.messageTypes.length))
                                    message.messageTypes = [];
                                message.messageTypes.push($readText(reader));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return BoundExtension;
            })();

            v1.EnvelopeAccepted = (function() {

                const EnvelopeAccepted = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                EnvelopeAccepted.prototype.envelope = null;
                EnvelopeAccepted.prototype.ordinal = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                EnvelopeAccepted.prototype.acceptedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                EnvelopeAccepted.prototype.runtimeOriginated = false;
                EnvelopeAccepted.prototype.verdict = null;

                EnvelopeAccepted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope"))
                        $root.macp.v1.Envelope.encode(message.envelope, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.ordinal != null && $Object.hasOwnProperty.call(message, "ordinal") && (typeof message.ordinal === "object" ? message.ordinal.low || message.ordinal.high : message.ordinal !== 0))
                        writer.uint32(16).uint64(message.ordinal);
                    if (message.acceptedAtMs != null && $Object.hasOwnProperty.call(message, "acceptedAtMs") && (typeof message.acceptedAtMs === "object" ? message.acceptedAtMs.low || message.acceptedAtMs.high : message.acceptedAtMs !== 0))
                        writer.uint32(24).int64(message.acceptedAtMs);
                    if (message.runtimeOriginated != null && $Object.hasOwnProperty.call(message, "runtimeOriginated") && message.runtimeOriginated !== false)
                        writer.uint32(32).bool(message.runtimeOriginated);
                    if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                        $root.macp.runtime.v1.PolicyVerdict.encode(message.verdict, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                EnvelopeAccepted.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.EnvelopeAccepted();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.envelope = $root.macp.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.envelope);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ordinal = value;
                                else
                                    delete message.ordinal;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.acceptedAtMs = value;
                                else
                                    delete message.acceptedAtMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.bool())
                                    message.runtimeOriginated = value;
                                else
                                    delete message.runtimeOriginated;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.verdict = $root.macp.runtime.v1.PolicyVerdict.decode(reader, reader.size(), $undefined, _depth + 1, message.verdict);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return EnvelopeAccepted;
            })();

            v1.SessionExpired = (function() {

                const SessionExpired = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SessionExpired.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                SessionExpired.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(8).int64(message.atMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SessionExpired.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SessionExpired();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SessionExpired;
            })();

            v1.SessionCancelled = (function() {

                const SessionCancelled = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SessionCancelled.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                SessionCancelled.prototype.reason = "";
                SessionCancelled.prototype.cancelledBy = "";

                SessionCancelled.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(8).int64(message.atMs);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(18).string(message.reason);
                    if (message.cancelledBy != null && $Object.hasOwnProperty.call(message, "cancelledBy") && message.cancelledBy !== "")
                        writer.uint32(26).string(message.cancelledBy);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SessionCancelled.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SessionCancelled();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.cancelledBy = value;
                                else
                                    delete message.cancelledBy;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SessionCancelled;
            })();

            v1.SessionSuspended = (function() {

                const SessionSuspended = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SessionSuspended.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                SessionSuspended.prototype.reason = "";
                SessionSuspended.prototype.suspendedBy = "";

                SessionSuspended.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(8).int64(message.atMs);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(18).string(message.reason);
                    if (message.suspendedBy != null && $Object.hasOwnProperty.call(message, "suspendedBy") && message.suspendedBy !== "")
                        writer.uint32(26).string(message.suspendedBy);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SessionSuspended.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SessionSuspended();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.suspendedBy = value;
                                else
                                    delete message.suspendedBy;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SessionSuspended;
            })();

            v1.SessionResumed = (function() {

                const SessionResumed = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SessionResumed.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                SessionResumed.prototype.reason = "";
                SessionResumed.prototype.resumedBy = "";
                SessionResumed.prototype.bankedMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                SessionResumed.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(8).int64(message.atMs);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(18).string(message.reason);
                    if (message.resumedBy != null && $Object.hasOwnProperty.call(message, "resumedBy") && message.resumedBy !== "")
                        writer.uint32(26).string(message.resumedBy);
                    if (message.bankedMs != null && $Object.hasOwnProperty.call(message, "bankedMs") && (typeof message.bankedMs === "object" ? message.bankedMs.low || message.bankedMs.high : message.bankedMs !== 0))
                        writer.uint32(32).int64(message.bankedMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SessionResumed.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SessionResumed();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.resumedBy = value;
                                else
                                    delete message.resumedBy;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.bankedMs = value;
                                else
                                    delete message.bankedMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SessionResumed;
            })();

            v1.PolicyDefinition = (function() {

                const PolicyDefinition = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PolicyDefinition.prototype.policyId = "";
                PolicyDefinition.prototype.mode = "";
                PolicyDefinition.prototype.description = "";
                PolicyDefinition.prototype.rules = "";
                PolicyDefinition.prototype.schemaVersion = 0;

                PolicyDefinition.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.policyId != null && $Object.hasOwnProperty.call(message, "policyId") && message.policyId !== "")
                        writer.uint32(10).string(message.policyId);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                        writer.uint32(18).string(message.mode);
                    if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                        writer.uint32(26).string(message.description);
                    if (message.rules != null && $Object.hasOwnProperty.call(message, "rules") && message.rules !== "")
                        writer.uint32(34).string(message.rules);
                    if (message.schemaVersion != null && $Object.hasOwnProperty.call(message, "schemaVersion") && message.schemaVersion !== 0)
                        writer.uint32(40).uint32(message.schemaVersion);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PolicyDefinition.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.PolicyDefinition();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.policyId = value;
                                else
                                    delete message.policyId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.description = value;
                                else
                                    delete message.description;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.rules = value;
                                else
                                    delete message.rules;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.schemaVersion = value;
                                else
                                    delete message.schemaVersion;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyDefinition;
            })();

            v1.PolicyVerdict = (function() {

                const PolicyVerdict = function (properties) {
                    this.denials = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PolicyVerdict.prototype.allowed = false;
                PolicyVerdict.prototype.denials = $util.emptyArray;

                PolicyVerdict.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.allowed != null && $Object.hasOwnProperty.call(message, "allowed") && message.allowed !== false)
                        writer.uint32(8).bool(message.allowed);
                    if (message.denials != null && message.denials.length)
                        for (let i = 0; i < message.denials.length; ++i)
                            $root.macp.runtime.v1.PolicyDenial.encode(message.denials[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PolicyVerdict.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.PolicyVerdict();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.bool())
                                    message.allowed = value;
                                else
                                    delete message.allowed;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.denials && message.denials.length))
                                    message.denials = [];
                                message.denials.push($root.macp.runtime.v1.PolicyDenial.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyVerdict;
            })();

            v1.PolicyDenial = (function() {

                const PolicyDenial = function (properties) {
                    this.participants = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PolicyDenial.prototype.code = "";
                PolicyDenial.prototype.message = "";
                PolicyDenial.prototype.participants = $util.emptyArray;

                PolicyDenial.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                        writer.uint32(10).string(message.code);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(18).string(message.message);
                    if (message.participants != null && message.participants.length)
                        for (let i = 0; i < message.participants.length; ++i)
                            writer.uint32(26).string(message.participants[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PolicyDenial.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.PolicyDenial();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.participants && message.participants.length))
                                    message.participants = [];
                                message.participants.push($readText(reader));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyDenial;
            })();

            v1.RegistryFact = (function() {

                const RegistryFact = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RegistryFact.prototype.registered = null;
                RegistryFact.prototype.unregistered = null;
                RegistryFact.prototype.modeRegistered = null;
                RegistryFact.prototype.modeUnregistered = null;
                RegistryFact.prototype.modePromoted = null;
                RegistryFact.prototype.sessionReserved = null;
                RegistryFact.prototype.sessionsReleased = null;

                let $oneOfFields;

                $Object.defineProperty(RegistryFact.prototype, "fact", {
                    get: $util.oneOfGetter($oneOfFields = ["registered", "unregistered", "modeRegistered", "modeUnregistered", "modePromoted", "sessionReserved", "sessionsReleased"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                RegistryFact.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.registered != null && $Object.hasOwnProperty.call(message, "registered"))
                        $root.macp.runtime.v1.PolicyRegistered.encode(message.registered, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.unregistered != null && $Object.hasOwnProperty.call(message, "unregistered"))
                        $root.macp.runtime.v1.PolicyUnregistered.encode(message.unregistered, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.modeRegistered != null && $Object.hasOwnProperty.call(message, "modeRegistered"))
                        $root.macp.runtime.v1.ModeRegistered.encode(message.modeRegistered, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.modeUnregistered != null && $Object.hasOwnProperty.call(message, "modeUnregistered"))
                        $root.macp.runtime.v1.ModeUnregistered.encode(message.modeUnregistered, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.modePromoted != null && $Object.hasOwnProperty.call(message, "modePromoted"))
                        $root.macp.runtime.v1.ModePromoted.encode(message.modePromoted, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.sessionReserved != null && $Object.hasOwnProperty.call(message, "sessionReserved"))
                        $root.macp.runtime.v1.SessionReserved.encode(message.sessionReserved, writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.sessionsReleased != null && $Object.hasOwnProperty.call(message, "sessionsReleased"))
                        $root.macp.runtime.v1.SessionsReleased.encode(message.sessionsReleased, writer.uint32(58).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RegistryFact.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.RegistryFact();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.registered = $root.macp.runtime.v1.PolicyRegistered.decode(reader, reader.size(), $undefined, _depth + 1, message.registered);
                                message.fact = "registered";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.unregistered = $root.macp.runtime.v1.PolicyUnregistered.decode(reader, reader.size(), $undefined, _depth + 1, message.unregistered);
                                message.fact = "unregistered";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.modeRegistered = $root.macp.runtime.v1.ModeRegistered.decode(reader, reader.size(), $undefined, _depth + 1, message.modeRegistered);
                                message.fact = "modeRegistered";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.modeUnregistered = $root.macp.runtime.v1.ModeUnregistered.decode(reader, reader.size(), $undefined, _depth + 1, message.modeUnregistered);
                                message.fact = "modeUnregistered";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.modePromoted = $root.macp.runtime.v1.ModePromoted.decode(reader, reader.size(), $undefined, _depth + 1, message.modePromoted);
                                message.fact = "modePromoted";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.sessionReserved = $root.macp.runtime.v1.SessionReserved.decode(reader, reader.size(), $undefined, _depth + 1, message.sessionReserved);
                                message.fact = "sessionReserved";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.sessionsReleased = $root.macp.runtime.v1.SessionsReleased.decode(reader, reader.size(), $undefined, _depth + 1, message.sessionsReleased);
                                message.fact = "sessionsReleased";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RegistryFact;
            })();

            v1.PolicyRegistered = (function() {

                const PolicyRegistered = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PolicyRegistered.prototype.policy = null;
                PolicyRegistered.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                PolicyRegistered.prototype.registeredBy = "";

                PolicyRegistered.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.policy != null && $Object.hasOwnProperty.call(message, "policy"))
                        $root.macp.runtime.v1.PolicyDefinition.encode(message.policy, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(16).int64(message.atMs);
                    if (message.registeredBy != null && $Object.hasOwnProperty.call(message, "registeredBy") && message.registeredBy !== "")
                        writer.uint32(26).string(message.registeredBy);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PolicyRegistered.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.PolicyRegistered();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.policy = $root.macp.runtime.v1.PolicyDefinition.decode(reader, reader.size(), $undefined, _depth + 1, message.policy);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.registeredBy = value;
                                else
                                    delete message.registeredBy;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyRegistered;
            })();

            v1.PolicyUnregistered = (function() {

                const PolicyUnregistered = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PolicyUnregistered.prototype.policyId = "";
                PolicyUnregistered.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                PolicyUnregistered.prototype.unregisteredBy = "";

                PolicyUnregistered.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.policyId != null && $Object.hasOwnProperty.call(message, "policyId") && message.policyId !== "")
                        writer.uint32(10).string(message.policyId);
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(16).int64(message.atMs);
                    if (message.unregisteredBy != null && $Object.hasOwnProperty.call(message, "unregisteredBy") && message.unregisteredBy !== "")
                        writer.uint32(26).string(message.unregisteredBy);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PolicyUnregistered.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.PolicyUnregistered();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.policyId = value;
                                else
                                    delete message.policyId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.unregisteredBy = value;
                                else
                                    delete message.unregisteredBy;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PolicyUnregistered;
            })();

            v1.ModeRegistered = (function() {

                const ModeRegistered = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ModeRegistered.prototype.descriptor = null;
                ModeRegistered.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                ModeRegistered.prototype.registeredBy = "";

                ModeRegistered.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.descriptor != null && $Object.hasOwnProperty.call(message, "descriptor"))
                        $root.macp.v1.ModeDescriptor.encode(message.descriptor, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(16).int64(message.atMs);
                    if (message.registeredBy != null && $Object.hasOwnProperty.call(message, "registeredBy") && message.registeredBy !== "")
                        writer.uint32(26).string(message.registeredBy);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ModeRegistered.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.ModeRegistered();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.descriptor = $root.macp.v1.ModeDescriptor.decode(reader, reader.size(), $undefined, _depth + 1, message.descriptor);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.registeredBy = value;
                                else
                                    delete message.registeredBy;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModeRegistered;
            })();

            v1.ModeUnregistered = (function() {

                const ModeUnregistered = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ModeUnregistered.prototype.mode = "";
                ModeUnregistered.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                ModeUnregistered.prototype.unregisteredBy = "";

                ModeUnregistered.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                        writer.uint32(10).string(message.mode);
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(16).int64(message.atMs);
                    if (message.unregisteredBy != null && $Object.hasOwnProperty.call(message, "unregisteredBy") && message.unregisteredBy !== "")
                        writer.uint32(26).string(message.unregisteredBy);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ModeUnregistered.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.ModeUnregistered();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.unregisteredBy = value;
                                else
                                    delete message.unregisteredBy;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModeUnregistered;
            })();

            v1.ModePromoted = (function() {

                const ModePromoted = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ModePromoted.prototype.mode = "";
                ModePromoted.prototype.promotedMode = "";
                ModePromoted.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                ModePromoted.prototype.promotedBy = "";

                ModePromoted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                        writer.uint32(10).string(message.mode);
                    if (message.promotedMode != null && $Object.hasOwnProperty.call(message, "promotedMode") && message.promotedMode !== "")
                        writer.uint32(18).string(message.promotedMode);
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(24).int64(message.atMs);
                    if (message.promotedBy != null && $Object.hasOwnProperty.call(message, "promotedBy") && message.promotedBy !== "")
                        writer.uint32(34).string(message.promotedBy);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ModePromoted.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.ModePromoted();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.promotedMode = value;
                                else
                                    delete message.promotedMode;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.promotedBy = value;
                                else
                                    delete message.promotedBy;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModePromoted;
            })();

            v1.SessionReserved = (function() {

                const SessionReserved = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SessionReserved.prototype.identity = "";
                SessionReserved.prototype.sessionId = "";
                SessionReserved.prototype.startsByMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                SessionReserved.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                SessionReserved.prototype.startId = "";

                SessionReserved.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.identity != null && $Object.hasOwnProperty.call(message, "identity") && message.identity !== "")
                        writer.uint32(10).string(message.identity);
                    if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                        writer.uint32(18).string(message.sessionId);
                    if (message.startsByMs != null && $Object.hasOwnProperty.call(message, "startsByMs") && (typeof message.startsByMs === "object" ? message.startsByMs.low || message.startsByMs.high : message.startsByMs !== 0))
                        writer.uint32(24).int64(message.startsByMs);
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(32).int64(message.atMs);
                    if (message.startId != null && $Object.hasOwnProperty.call(message, "startId") && message.startId !== "")
                        writer.uint32(42).string(message.startId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SessionReserved.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SessionReserved();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.identity = value;
                                else
                                    delete message.identity;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.sessionId = value;
                                else
                                    delete message.sessionId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.startsByMs = value;
                                else
                                    delete message.startsByMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.startId = value;
                                else
                                    delete message.startId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SessionReserved;
            })();

            v1.SessionsReleased = (function() {

                const SessionsReleased = function (properties) {
                    this.sessionIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SessionsReleased.prototype.identity = "";
                SessionsReleased.prototype.sessionIds = $util.emptyArray;
                SessionsReleased.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                SessionsReleased.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.identity != null && $Object.hasOwnProperty.call(message, "identity") && message.identity !== "")
                        writer.uint32(10).string(message.identity);
                    if (message.sessionIds != null && message.sessionIds.length)
                        for (let i = 0; i < message.sessionIds.length; ++i)
                            writer.uint32(18).string(message.sessionIds[i]);
                    if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                        writer.uint32(24).int64(message.atMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SessionsReleased.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SessionsReleased();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.identity = value;
                                else
                                    delete message.identity;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.sessionIds && message.sessionIds.length))
                                    message.sessionIds = [];
                                message.sessionIds.push($readText(reader));
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.atMs = value;
                                else
                                    delete message.atMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SessionsReleased;
            })();

            v1.SessionOutcome = (function() {

                const SessionOutcome = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SessionOutcome.prototype.accepted = null;
                SessionOutcome.prototype.rejected = null;

                let $oneOfFields;

                $Object.defineProperty(SessionOutcome.prototype, "outcome", {
                    get: $util.oneOfGetter($oneOfFields = ["accepted", "rejected"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                SessionOutcome.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted"))
                        $root.macp.runtime.v1.OutcomeAccepted.encode(message.accepted, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.rejected != null && $Object.hasOwnProperty.call(message, "rejected"))
                        $root.macp.runtime.v1.OutcomeRejected.encode(message.rejected, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SessionOutcome.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SessionOutcome();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.accepted = $root.macp.runtime.v1.OutcomeAccepted.decode(reader, reader.size(), $undefined, _depth + 1, message.accepted);
                                message.outcome = "accepted";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.rejected = $root.macp.runtime.v1.OutcomeRejected.decode(reader, reader.size(), $undefined, _depth + 1, message.rejected);
                                message.outcome = "rejected";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SessionOutcome;
            })();

            v1.OutcomeAccepted = (function() {

                const OutcomeAccepted = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OutcomeAccepted.prototype.duplicate = false;
                OutcomeAccepted.prototype.state = 0;
                OutcomeAccepted.prototype.ordinal = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                OutcomeAccepted.prototype.acceptedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                OutcomeAccepted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.duplicate != null && $Object.hasOwnProperty.call(message, "duplicate") && message.duplicate !== false)
                        writer.uint32(8).bool(message.duplicate);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(16).int32(message.state);
                    if (message.ordinal != null && $Object.hasOwnProperty.call(message, "ordinal") && (typeof message.ordinal === "object" ? message.ordinal.low || message.ordinal.high : message.ordinal !== 0))
                        writer.uint32(24).uint64(message.ordinal);
                    if (message.acceptedAtMs != null && $Object.hasOwnProperty.call(message, "acceptedAtMs") && (typeof message.acceptedAtMs === "object" ? message.acceptedAtMs.low || message.acceptedAtMs.high : message.acceptedAtMs !== 0))
                        writer.uint32(32).int64(message.acceptedAtMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OutcomeAccepted.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.OutcomeAccepted();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.bool())
                                    message.duplicate = value;
                                else
                                    delete message.duplicate;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ordinal = value;
                                else
                                    delete message.ordinal;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.acceptedAtMs = value;
                                else
                                    delete message.acceptedAtMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OutcomeAccepted;
            })();

            v1.OutcomeRejected = (function() {

                const OutcomeRejected = function (properties) {
                    this.denials = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OutcomeRejected.prototype.code = "";
                OutcomeRejected.prototype.message = "";
                OutcomeRejected.prototype.denials = $util.emptyArray;

                OutcomeRejected.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                        writer.uint32(10).string(message.code);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(18).string(message.message);
                    if (message.denials != null && message.denials.length)
                        for (let i = 0; i < message.denials.length; ++i)
                            $root.macp.runtime.v1.PolicyDenial.encode(message.denials[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OutcomeRejected.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.OutcomeRejected();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.denials && message.denials.length))
                                    message.denials = [];
                                message.denials.push($root.macp.runtime.v1.PolicyDenial.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OutcomeRejected;
            })();

            v1.RegistryOutcome = (function() {

                const RegistryOutcome = function (properties) {
                    this.reserved = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RegistryOutcome.prototype.ok = false;
                RegistryOutcome.prototype.error = "";
                RegistryOutcome.prototype.code = "";
                RegistryOutcome.prototype.reserved = $util.emptyArray;

                RegistryOutcome.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
                        writer.uint32(8).bool(message.ok);
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error") && message.error !== "")
                        writer.uint32(18).string(message.error);
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                        writer.uint32(26).string(message.code);
                    if (message.reserved != null && message.reserved.length)
                        for (let i = 0; i < message.reserved.length; ++i)
                            $root.macp.runtime.v1.SessionReserved.encode(message.reserved[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RegistryOutcome.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.RegistryOutcome();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.bool())
                                    message.ok = value;
                                else
                                    delete message.ok;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.error = value;
                                else
                                    delete message.error;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.reserved && message.reserved.length))
                                    message.reserved = [];
                                message.reserved.push($root.macp.runtime.v1.SessionReserved.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RegistryOutcome;
            })();

            v1.SessionCommand = (function() {

                const SessionCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SessionCommand.prototype.format = 0;
                SessionCommand.prototype.submit = null;
                SessionCommand.prototype.cancel = null;
                SessionCommand.prototype.suspend = null;
                SessionCommand.prototype.resume = null;
                SessionCommand.prototype.observe = null;

                let $oneOfFields;

                $Object.defineProperty(SessionCommand.prototype, "command", {
                    get: $util.oneOfGetter($oneOfFields = ["submit", "cancel", "suspend", "resume", "observe"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                SessionCommand.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                        writer.uint32(8).uint32(message.format);
                    if (message.submit != null && $Object.hasOwnProperty.call(message, "submit"))
                        $root.macp.runtime.v1.SubmitEnvelope.encode(message.submit, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.cancel != null && $Object.hasOwnProperty.call(message, "cancel"))
                        $root.macp.runtime.v1.ControlSession.encode(message.cancel, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.suspend != null && $Object.hasOwnProperty.call(message, "suspend"))
                        $root.macp.runtime.v1.ControlSession.encode(message.suspend, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.resume != null && $Object.hasOwnProperty.call(message, "resume"))
                        $root.macp.runtime.v1.ControlSession.encode(message.resume, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.observe != null && $Object.hasOwnProperty.call(message, "observe"))
                        $root.macp.runtime.v1.ObserveSession.encode(message.observe, writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SessionCommand.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SessionCommand();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.format = value;
                                else
                                    delete message.format;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.submit = $root.macp.runtime.v1.SubmitEnvelope.decode(reader, reader.size(), $undefined, _depth + 1, message.submit);
                                message.command = "submit";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.cancel = $root.macp.runtime.v1.ControlSession.decode(reader, reader.size(), $undefined, _depth + 1, message.cancel);
                                message.command = "cancel";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.suspend = $root.macp.runtime.v1.ControlSession.decode(reader, reader.size(), $undefined, _depth + 1, message.suspend);
                                message.command = "suspend";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.resume = $root.macp.runtime.v1.ControlSession.decode(reader, reader.size(), $undefined, _depth + 1, message.resume);
                                message.command = "resume";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.observe = $root.macp.runtime.v1.ObserveSession.decode(reader, reader.size(), $undefined, _depth + 1, message.observe);
                                message.command = "observe";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SessionCommand;
            })();

            v1.SubmitEnvelope = (function() {

                const SubmitEnvelope = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SubmitEnvelope.prototype.envelope = null;

                SubmitEnvelope.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope"))
                        $root.macp.v1.Envelope.encode(message.envelope, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SubmitEnvelope.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.SubmitEnvelope();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.envelope = $root.macp.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.envelope);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SubmitEnvelope;
            })();

            v1.ControlSession = (function() {

                const ControlSession = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ControlSession.prototype.sessionId = "";
                ControlSession.prototype.caller = "";
                ControlSession.prototype.reason = "";

                ControlSession.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                        writer.uint32(10).string(message.sessionId);
                    if (message.caller != null && $Object.hasOwnProperty.call(message, "caller") && message.caller !== "")
                        writer.uint32(18).string(message.caller);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(26).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ControlSession.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.ControlSession();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.sessionId = value;
                                else
                                    delete message.sessionId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.caller = value;
                                else
                                    delete message.caller;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ControlSession;
            })();

            v1.ObserveSession = (function() {

                const ObserveSession = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ObserveSession.prototype.sessionId = "";
                ObserveSession.prototype.caller = "";
                ObserveSession.prototype.observer = false;

                ObserveSession.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                        writer.uint32(10).string(message.sessionId);
                    if (message.caller != null && $Object.hasOwnProperty.call(message, "caller") && message.caller !== "")
                        writer.uint32(18).string(message.caller);
                    if (message.observer != null && $Object.hasOwnProperty.call(message, "observer") && message.observer !== false)
                        writer.uint32(24).bool(message.observer);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ObserveSession.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.ObserveSession();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.sessionId = value;
                                else
                                    delete message.sessionId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.caller = value;
                                else
                                    delete message.caller;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.bool())
                                    message.observer = value;
                                else
                                    delete message.observer;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ObserveSession;
            })();

            v1.RegistryCommand = (function() {

                const RegistryCommand = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RegistryCommand.prototype.format = 0;
                RegistryCommand.prototype.register = null;
                RegistryCommand.prototype.unregister = null;
                RegistryCommand.prototype.registerExtMode = null;
                RegistryCommand.prototype.unregisterExtMode = null;
                RegistryCommand.prototype.promoteMode = null;
                RegistryCommand.prototype.reserveSession = null;
                RegistryCommand.prototype.releaseSessions = null;

                let $oneOfFields;

                $Object.defineProperty(RegistryCommand.prototype, "command", {
                    get: $util.oneOfGetter($oneOfFields = ["register", "unregister", "registerExtMode", "unregisterExtMode", "promoteMode", "reserveSession", "releaseSessions"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                RegistryCommand.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                        writer.uint32(8).uint32(message.format);
                    if (message.register != null && $Object.hasOwnProperty.call(message, "register"))
                        $root.macp.runtime.v1.RegisterPolicy.encode(message.register, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.unregister != null && $Object.hasOwnProperty.call(message, "unregister"))
                        $root.macp.runtime.v1.UnregisterPolicy.encode(message.unregister, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.registerExtMode != null && $Object.hasOwnProperty.call(message, "registerExtMode"))
                        $root.macp.runtime.v1.RegisterExtMode.encode(message.registerExtMode, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.unregisterExtMode != null && $Object.hasOwnProperty.call(message, "unregisterExtMode"))
                        $root.macp.runtime.v1.UnregisterExtMode.encode(message.unregisterExtMode, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.promoteMode != null && $Object.hasOwnProperty.call(message, "promoteMode"))
                        $root.macp.runtime.v1.PromoteMode.encode(message.promoteMode, writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.reserveSession != null && $Object.hasOwnProperty.call(message, "reserveSession"))
                        $root.macp.runtime.v1.ReserveSession.encode(message.reserveSession, writer.uint32(58).fork(), _depth + 1).ldelim();
                    if (message.releaseSessions != null && $Object.hasOwnProperty.call(message, "releaseSessions"))
                        $root.macp.runtime.v1.ReleaseSessions.encode(message.releaseSessions, writer.uint32(66).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RegistryCommand.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.RegistryCommand();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.format = value;
                                else
                                    delete message.format;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.register = $root.macp.runtime.v1.RegisterPolicy.decode(reader, reader.size(), $undefined, _depth + 1, message.register);
                                message.command = "register";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.unregister = $root.macp.runtime.v1.UnregisterPolicy.decode(reader, reader.size(), $undefined, _depth + 1, message.unregister);
                                message.command = "unregister";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.registerExtMode = $root.macp.runtime.v1.RegisterExtMode.decode(reader, reader.size(), $undefined, _depth + 1, message.registerExtMode);
                                message.command = "registerExtMode";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.unregisterExtMode = $root.macp.runtime.v1.UnregisterExtMode.decode(reader, reader.size(), $undefined, _depth + 1, message.unregisterExtMode);
                                message.command = "unregisterExtMode";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.promoteMode = $root.macp.runtime.v1.PromoteMode.decode(reader, reader.size(), $undefined, _depth + 1, message.promoteMode);
                                message.command = "promoteMode";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.reserveSession = $root.macp.runtime.v1.ReserveSession.decode(reader, reader.size(), $undefined, _depth + 1, message.reserveSession);
                                message.command = "reserveSession";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.releaseSessions = $root.macp.runtime.v1.ReleaseSessions.decode(reader, reader.size(), $undefined, _depth + 1, message.releaseSessions);
                                message.command = "releaseSessions";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RegistryCommand;
            })();

            v1.RegisterPolicy = (function() {

                const RegisterPolicy = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RegisterPolicy.prototype.descriptor = null;
                RegisterPolicy.prototype.caller = "";

                RegisterPolicy.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.descriptor != null && $Object.hasOwnProperty.call(message, "descriptor"))
                        $root.macp.runtime.v1.PolicyDefinition.encode(message.descriptor, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.caller != null && $Object.hasOwnProperty.call(message, "caller") && message.caller !== "")
                        writer.uint32(18).string(message.caller);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RegisterPolicy.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.RegisterPolicy();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.descriptor = $root.macp.runtime.v1.PolicyDefinition.decode(reader, reader.size(), $undefined, _depth + 1, message.descriptor);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.caller = value;
                                else
                                    delete message.caller;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RegisterPolicy;
            })();

            v1.UnregisterPolicy = (function() {

                const UnregisterPolicy = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                UnregisterPolicy.prototype.policyId = "";
                UnregisterPolicy.prototype.caller = "";

                UnregisterPolicy.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.policyId != null && $Object.hasOwnProperty.call(message, "policyId") && message.policyId !== "")
                        writer.uint32(10).string(message.policyId);
                    if (message.caller != null && $Object.hasOwnProperty.call(message, "caller") && message.caller !== "")
                        writer.uint32(18).string(message.caller);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                UnregisterPolicy.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.UnregisterPolicy();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.policyId = value;
                                else
                                    delete message.policyId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.caller = value;
                                else
                                    delete message.caller;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return UnregisterPolicy;
            })();

            v1.RegisterExtMode = (function() {

                const RegisterExtMode = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RegisterExtMode.prototype.descriptor = null;
                RegisterExtMode.prototype.caller = "";

                RegisterExtMode.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.descriptor != null && $Object.hasOwnProperty.call(message, "descriptor"))
                        $root.macp.v1.ModeDescriptor.encode(message.descriptor, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.caller != null && $Object.hasOwnProperty.call(message, "caller") && message.caller !== "")
                        writer.uint32(18).string(message.caller);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RegisterExtMode.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.RegisterExtMode();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                message.descriptor = $root.macp.v1.ModeDescriptor.decode(reader, reader.size(), $undefined, _depth + 1, message.descriptor);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.caller = value;
                                else
                                    delete message.caller;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RegisterExtMode;
            })();

            v1.UnregisterExtMode = (function() {

                const UnregisterExtMode = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                UnregisterExtMode.prototype.mode = "";
                UnregisterExtMode.prototype.caller = "";

                UnregisterExtMode.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                        writer.uint32(10).string(message.mode);
                    if (message.caller != null && $Object.hasOwnProperty.call(message, "caller") && message.caller !== "")
                        writer.uint32(18).string(message.caller);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                UnregisterExtMode.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.UnregisterExtMode();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.caller = value;
                                else
                                    delete message.caller;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return UnregisterExtMode;
            })();

            v1.PromoteMode = (function() {

                const PromoteMode = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PromoteMode.prototype.mode = "";
                PromoteMode.prototype.promotedMode = "";
                PromoteMode.prototype.caller = "";

                PromoteMode.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                        writer.uint32(10).string(message.mode);
                    if (message.promotedMode != null && $Object.hasOwnProperty.call(message, "promotedMode") && message.promotedMode !== "")
                        writer.uint32(18).string(message.promotedMode);
                    if (message.caller != null && $Object.hasOwnProperty.call(message, "caller") && message.caller !== "")
                        writer.uint32(26).string(message.caller);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PromoteMode.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.PromoteMode();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.promotedMode = value;
                                else
                                    delete message.promotedMode;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.caller = value;
                                else
                                    delete message.caller;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PromoteMode;
            })();

            v1.ReserveSession = (function() {

                const ReserveSession = function (properties) {
                    this.exempt = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReserveSession.prototype.identity = "";
                ReserveSession.prototype.sessionId = "";
                ReserveSession.prototype.startsByMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
                ReserveSession.prototype.limit = 0;
                ReserveSession.prototype.exempt = $util.emptyArray;
                ReserveSession.prototype.startId = "";

                ReserveSession.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.identity != null && $Object.hasOwnProperty.call(message, "identity") && message.identity !== "")
                        writer.uint32(10).string(message.identity);
                    if (message.sessionId != null && $Object.hasOwnProperty.call(message, "sessionId") && message.sessionId !== "")
                        writer.uint32(18).string(message.sessionId);
                    if (message.startsByMs != null && $Object.hasOwnProperty.call(message, "startsByMs") && (typeof message.startsByMs === "object" ? message.startsByMs.low || message.startsByMs.high : message.startsByMs !== 0))
                        writer.uint32(24).int64(message.startsByMs);
                    if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                        writer.uint32(32).uint32(message.limit);
                    if (message.exempt != null && message.exempt.length)
                        for (let i = 0; i < message.exempt.length; ++i)
                            writer.uint32(42).string(message.exempt[i]);
                    if (message.startId != null && $Object.hasOwnProperty.call(message, "startId") && message.startId !== "")
                        writer.uint32(50).string(message.startId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReserveSession.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.ReserveSession();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.identity = value;
                                else
                                    delete message.identity;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.sessionId = value;
                                else
                                    delete message.sessionId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.startsByMs = value;
                                else
                                    delete message.startsByMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    throw $wrongWireType(tag, wireType);
                                if (value = reader.uint32())
                                    message.limit = value;
                                else
                                    delete message.limit;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.exempt && message.exempt.length))
                                    message.exempt = [];
                                message.exempt.push($readText(reader));
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.startId = value;
                                else
                                    delete message.startId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReserveSession;
            })();

            v1.ReleaseSessions = (function() {

                const ReleaseSessions = function (properties) {
                    this.sessionIds = [];
                    this.over = [];
                    this.refused = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReleaseSessions.prototype.identity = "";
                ReleaseSessions.prototype.sessionIds = $util.emptyArray;
                ReleaseSessions.prototype.over = $util.emptyArray;
                ReleaseSessions.prototype.refused = $util.emptyArray;

                ReleaseSessions.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.identity != null && $Object.hasOwnProperty.call(message, "identity") && message.identity !== "")
                        writer.uint32(10).string(message.identity);
                    if (message.sessionIds != null && message.sessionIds.length)
                        for (let i = 0; i < message.sessionIds.length; ++i)
                            writer.uint32(18).string(message.sessionIds[i]);
                    if (message.over != null && message.over.length)
                        for (let i = 0; i < message.over.length; ++i)
                            $root.macp.runtime.v1.SessionReserved.encode(message.over[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.refused != null && message.refused.length)
                        for (let i = 0; i < message.refused.length; ++i)
                            $root.macp.runtime.v1.SessionReserved.encode(message.refused[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReleaseSessions.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.macp.runtime.v1.ReleaseSessions();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if ((value = $readText(reader)).length)
                                    message.identity = value;
                                else
                                    delete message.identity;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.sessionIds && message.sessionIds.length))
                                    message.sessionIds = [];
                                message.sessionIds.push($readText(reader));
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.over && message.over.length))
                                    message.over = [];
                                message.over.push($root.macp.runtime.v1.SessionReserved.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    throw $wrongWireType(tag, wireType);
                                if (!(message.refused && message.refused.length))
                                    message.refused = [];
                                message.refused.push($root.macp.runtime.v1.SessionReserved.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReleaseSessions;
            })();

            return v1;
        })();

        return runtime;
    })();

    macp.modes = (function() {

        const modes = {};

        modes.decision = (function() {

            const decision = {};

            decision.v1 = (function() {

                const v1 = {};

                v1.ProposalPayload = (function() {

                    const ProposalPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    ProposalPayload.prototype.proposalId = "";
                    ProposalPayload.prototype.option = "";
                    ProposalPayload.prototype.rationale = "";
                    ProposalPayload.prototype.supportingData = $util.newBuffer([]);

                    ProposalPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.proposalId != null && $Object.hasOwnProperty.call(message, "proposalId") && message.proposalId !== "")
                            writer.uint32(10).string(message.proposalId);
                        if (message.option != null && $Object.hasOwnProperty.call(message, "option") && message.option !== "")
                            writer.uint32(18).string(message.option);
                        if (message.rationale != null && $Object.hasOwnProperty.call(message, "rationale") && message.rationale !== "")
                            writer.uint32(26).string(message.rationale);
                        if (message.supportingData != null && $Object.hasOwnProperty.call(message, "supportingData") && message.supportingData.length)
                            writer.uint32(34).bytes(message.supportingData);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    ProposalPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.decision.v1.ProposalPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.proposalId = value;
                                    else
                                        delete message.proposalId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.option = value;
                                    else
                                        delete message.option;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.rationale = value;
                                    else
                                        delete message.rationale;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = reader.bytes()).length)
                                        message.supportingData = value;
                                    else
                                        delete message.supportingData;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return ProposalPayload;
                })();

                v1.EvaluationPayload = (function() {

                    const EvaluationPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    EvaluationPayload.prototype.proposalId = "";
                    EvaluationPayload.prototype.recommendation = "";
                    EvaluationPayload.prototype.confidence = 0;
                    EvaluationPayload.prototype.reason = "";

                    EvaluationPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.proposalId != null && $Object.hasOwnProperty.call(message, "proposalId") && message.proposalId !== "")
                            writer.uint32(10).string(message.proposalId);
                        if (message.recommendation != null && $Object.hasOwnProperty.call(message, "recommendation") && message.recommendation !== "")
                            writer.uint32(18).string(message.recommendation);
                        if (message.confidence != null && $Object.hasOwnProperty.call(message, "confidence") && !$Object.is(message.confidence, 0))
                            writer.uint32(25).double(message.confidence);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(34).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    EvaluationPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.decision.v1.EvaluationPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.proposalId = value;
                                    else
                                        delete message.proposalId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.recommendation = value;
                                    else
                                        delete message.recommendation;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 1)
                                        throw $wrongWireType(tag, wireType);
                                    if (!$Object.is(value = reader.double(), 0))
                                        message.confidence = value;
                                    else
                                        delete message.confidence;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return EvaluationPayload;
                })();

                v1.ObjectionPayload = (function() {

                    const ObjectionPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    ObjectionPayload.prototype.proposalId = "";
                    ObjectionPayload.prototype.reason = "";
                    ObjectionPayload.prototype.severity = "";

                    ObjectionPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.proposalId != null && $Object.hasOwnProperty.call(message, "proposalId") && message.proposalId !== "")
                            writer.uint32(10).string(message.proposalId);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(18).string(message.reason);
                        if (message.severity != null && $Object.hasOwnProperty.call(message, "severity") && message.severity !== "")
                            writer.uint32(26).string(message.severity);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    ObjectionPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.decision.v1.ObjectionPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.proposalId = value;
                                    else
                                        delete message.proposalId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.severity = value;
                                    else
                                        delete message.severity;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return ObjectionPayload;
                })();

                v1.VotePayload = (function() {

                    const VotePayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    VotePayload.prototype.proposalId = "";
                    VotePayload.prototype.vote = "";
                    VotePayload.prototype.reason = "";

                    VotePayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.proposalId != null && $Object.hasOwnProperty.call(message, "proposalId") && message.proposalId !== "")
                            writer.uint32(10).string(message.proposalId);
                        if (message.vote != null && $Object.hasOwnProperty.call(message, "vote") && message.vote !== "")
                            writer.uint32(18).string(message.vote);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(26).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    VotePayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.decision.v1.VotePayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.proposalId = value;
                                    else
                                        delete message.proposalId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.vote = value;
                                    else
                                        delete message.vote;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return VotePayload;
                })();

                return v1;
            })();

            return decision;
        })();

        modes.handoff = (function() {

            const handoff = {};

            handoff.v1 = (function() {

                const v1 = {};

                v1.HandoffOfferPayload = (function() {

                    const HandoffOfferPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    HandoffOfferPayload.prototype.handoffId = "";
                    HandoffOfferPayload.prototype.targetParticipant = "";
                    HandoffOfferPayload.prototype.scope = "";
                    HandoffOfferPayload.prototype.reason = "";

                    HandoffOfferPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.handoffId != null && $Object.hasOwnProperty.call(message, "handoffId") && message.handoffId !== "")
                            writer.uint32(10).string(message.handoffId);
                        if (message.targetParticipant != null && $Object.hasOwnProperty.call(message, "targetParticipant") && message.targetParticipant !== "")
                            writer.uint32(18).string(message.targetParticipant);
                        if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== "")
                            writer.uint32(26).string(message.scope);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(34).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    HandoffOfferPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.handoff.v1.HandoffOfferPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.handoffId = value;
                                    else
                                        delete message.handoffId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.targetParticipant = value;
                                    else
                                        delete message.targetParticipant;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.scope = value;
                                    else
                                        delete message.scope;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return HandoffOfferPayload;
                })();

                v1.HandoffContextPayload = (function() {

                    const HandoffContextPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    HandoffContextPayload.prototype.handoffId = "";
                    HandoffContextPayload.prototype.contentType = "";
                    HandoffContextPayload.prototype.context = $util.newBuffer([]);

                    HandoffContextPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.handoffId != null && $Object.hasOwnProperty.call(message, "handoffId") && message.handoffId !== "")
                            writer.uint32(10).string(message.handoffId);
                        if (message.contentType != null && $Object.hasOwnProperty.call(message, "contentType") && message.contentType !== "")
                            writer.uint32(18).string(message.contentType);
                        if (message.context != null && $Object.hasOwnProperty.call(message, "context") && message.context.length)
                            writer.uint32(26).bytes(message.context);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    HandoffContextPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.handoff.v1.HandoffContextPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.handoffId = value;
                                    else
                                        delete message.handoffId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.contentType = value;
                                    else
                                        delete message.contentType;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = reader.bytes()).length)
                                        message.context = value;
                                    else
                                        delete message.context;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return HandoffContextPayload;
                })();

                v1.HandoffAcceptPayload = (function() {

                    const HandoffAcceptPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    HandoffAcceptPayload.prototype.handoffId = "";
                    HandoffAcceptPayload.prototype.acceptedBy = "";
                    HandoffAcceptPayload.prototype.reason = "";
                    HandoffAcceptPayload.prototype.implicit = false;

                    HandoffAcceptPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.handoffId != null && $Object.hasOwnProperty.call(message, "handoffId") && message.handoffId !== "")
                            writer.uint32(10).string(message.handoffId);
                        if (message.acceptedBy != null && $Object.hasOwnProperty.call(message, "acceptedBy") && message.acceptedBy !== "")
                            writer.uint32(18).string(message.acceptedBy);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(26).string(message.reason);
                        if (message.implicit != null && $Object.hasOwnProperty.call(message, "implicit") && message.implicit !== false)
                            writer.uint32(32).bool(message.implicit);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    HandoffAcceptPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.handoff.v1.HandoffAcceptPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.handoffId = value;
                                    else
                                        delete message.handoffId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.acceptedBy = value;
                                    else
                                        delete message.acceptedBy;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 0)
                                        throw $wrongWireType(tag, wireType);
                                    if (value = reader.bool())
                                        message.implicit = value;
                                    else
                                        delete message.implicit;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return HandoffAcceptPayload;
                })();

                v1.HandoffDeclinePayload = (function() {

                    const HandoffDeclinePayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    HandoffDeclinePayload.prototype.handoffId = "";
                    HandoffDeclinePayload.prototype.declinedBy = "";
                    HandoffDeclinePayload.prototype.reason = "";

                    HandoffDeclinePayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.handoffId != null && $Object.hasOwnProperty.call(message, "handoffId") && message.handoffId !== "")
                            writer.uint32(10).string(message.handoffId);
                        if (message.declinedBy != null && $Object.hasOwnProperty.call(message, "declinedBy") && message.declinedBy !== "")
                            writer.uint32(18).string(message.declinedBy);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(26).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    HandoffDeclinePayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.handoff.v1.HandoffDeclinePayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.handoffId = value;
                                    else
                                        delete message.handoffId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.declinedBy = value;
                                    else
                                        delete message.declinedBy;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return HandoffDeclinePayload;
                })();

                return v1;
            })();

            return handoff;
        })();

        modes.multi_round = (function() {

            const multi_round = {};

            multi_round.v1 = (function() {

                const v1 = {};

                v1.ContributePayload = (function() {

                    const ContributePayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    ContributePayload.prototype.value = "";

                    ContributePayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                            writer.uint32(10).string(message.value);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    ContributePayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.multi_round.v1.ContributePayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.value = value;
                                    else
                                        delete message.value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return ContributePayload;
                })();

                return v1;
            })();

            return multi_round;
        })();

        modes.proposal = (function() {

            const proposal = {};

            proposal.v1 = (function() {

                const v1 = {};

                v1.ProposalPayload = (function() {

                    const ProposalPayload = function (properties) {
                        this.tags = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    ProposalPayload.prototype.proposalId = "";
                    ProposalPayload.prototype.title = "";
                    ProposalPayload.prototype.summary = "";
                    ProposalPayload.prototype.details = $util.newBuffer([]);
                    ProposalPayload.prototype.tags = $util.emptyArray;

                    ProposalPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.proposalId != null && $Object.hasOwnProperty.call(message, "proposalId") && message.proposalId !== "")
                            writer.uint32(10).string(message.proposalId);
                        if (message.title != null && $Object.hasOwnProperty.call(message, "title") && message.title !== "")
                            writer.uint32(18).string(message.title);
                        if (message.summary != null && $Object.hasOwnProperty.call(message, "summary") && message.summary !== "")
                            writer.uint32(26).string(message.summary);
                        if (message.details != null && $Object.hasOwnProperty.call(message, "details") && message.details.length)
                            writer.uint32(34).bytes(message.details);
                        if (message.tags != null && message.tags.length)
                            for (let i = 0; i < message.tags.length; ++i)
                                writer.uint32(42).string(message.tags[i]);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    ProposalPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.proposal.v1.ProposalPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.proposalId = value;
                                    else
                                        delete message.proposalId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.title = value;
                                    else
                                        delete message.title;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.summary = value;
                                    else
                                        delete message.summary;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = reader.bytes()).length)
                                        message.details = value;
                                    else
                                        delete message.details;
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if (!(message.tags && message.tags.length))
                                        message.tags = [];
                                    message.tags.push($readText(reader));
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return ProposalPayload;
                })();

                v1.CounterProposalPayload = (function() {

                    const CounterProposalPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    CounterProposalPayload.prototype.proposalId = "";
                    CounterProposalPayload.prototype.supersedesProposalId = "";
                    CounterProposalPayload.prototype.title = "";
                    CounterProposalPayload.prototype.summary = "";
                    CounterProposalPayload.prototype.details = $util.newBuffer([]);

                    CounterProposalPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.proposalId != null && $Object.hasOwnProperty.call(message, "proposalId") && message.proposalId !== "")
                            writer.uint32(10).string(message.proposalId);
                        if (message.supersedesProposalId != null && $Object.hasOwnProperty.call(message, "supersedesProposalId") && message.supersedesProposalId !== "")
                            writer.uint32(18).string(message.supersedesProposalId);
                        if (message.title != null && $Object.hasOwnProperty.call(message, "title") && message.title !== "")
                            writer.uint32(26).string(message.title);
                        if (message.summary != null && $Object.hasOwnProperty.call(message, "summary") && message.summary !== "")
                            writer.uint32(34).string(message.summary);
                        if (message.details != null && $Object.hasOwnProperty.call(message, "details") && message.details.length)
                            writer.uint32(42).bytes(message.details);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    CounterProposalPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.proposal.v1.CounterProposalPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.proposalId = value;
                                    else
                                        delete message.proposalId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.supersedesProposalId = value;
                                    else
                                        delete message.supersedesProposalId;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.title = value;
                                    else
                                        delete message.title;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.summary = value;
                                    else
                                        delete message.summary;
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = reader.bytes()).length)
                                        message.details = value;
                                    else
                                        delete message.details;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return CounterProposalPayload;
                })();

                v1.AcceptPayload = (function() {

                    const AcceptPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    AcceptPayload.prototype.proposalId = "";
                    AcceptPayload.prototype.reason = "";

                    AcceptPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.proposalId != null && $Object.hasOwnProperty.call(message, "proposalId") && message.proposalId !== "")
                            writer.uint32(10).string(message.proposalId);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(18).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    AcceptPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.proposal.v1.AcceptPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.proposalId = value;
                                    else
                                        delete message.proposalId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return AcceptPayload;
                })();

                v1.RejectPayload = (function() {

                    const RejectPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    RejectPayload.prototype.proposalId = "";
                    RejectPayload.prototype.terminal = false;
                    RejectPayload.prototype.reason = "";

                    RejectPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.proposalId != null && $Object.hasOwnProperty.call(message, "proposalId") && message.proposalId !== "")
                            writer.uint32(10).string(message.proposalId);
                        if (message.terminal != null && $Object.hasOwnProperty.call(message, "terminal") && message.terminal !== false)
                            writer.uint32(16).bool(message.terminal);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(26).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    RejectPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.proposal.v1.RejectPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.proposalId = value;
                                    else
                                        delete message.proposalId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 0)
                                        throw $wrongWireType(tag, wireType);
                                    if (value = reader.bool())
                                        message.terminal = value;
                                    else
                                        delete message.terminal;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return RejectPayload;
                })();

                v1.WithdrawPayload = (function() {

                    const WithdrawPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    WithdrawPayload.prototype.proposalId = "";
                    WithdrawPayload.prototype.reason = "";

                    WithdrawPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.proposalId != null && $Object.hasOwnProperty.call(message, "proposalId") && message.proposalId !== "")
                            writer.uint32(10).string(message.proposalId);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(18).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    WithdrawPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.proposal.v1.WithdrawPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.proposalId = value;
                                    else
                                        delete message.proposalId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return WithdrawPayload;
                })();

                return v1;
            })();

            return proposal;
        })();

        modes.quorum = (function() {

            const quorum = {};

            quorum.v1 = (function() {

                const v1 = {};

                v1.ApprovalRequestPayload = (function() {

                    const ApprovalRequestPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    ApprovalRequestPayload.prototype.requestId = "";
                    ApprovalRequestPayload.prototype.action = "";
                    ApprovalRequestPayload.prototype.summary = "";
                    ApprovalRequestPayload.prototype.details = $util.newBuffer([]);
                    ApprovalRequestPayload.prototype.requiredApprovals = 0;

                    ApprovalRequestPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== "")
                            writer.uint32(10).string(message.requestId);
                        if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== "")
                            writer.uint32(18).string(message.action);
                        if (message.summary != null && $Object.hasOwnProperty.call(message, "summary") && message.summary !== "")
                            writer.uint32(26).string(message.summary);
                        if (message.details != null && $Object.hasOwnProperty.call(message, "details") && message.details.length)
                            writer.uint32(34).bytes(message.details);
                        if (message.requiredApprovals != null && $Object.hasOwnProperty.call(message, "requiredApprovals") && message.requiredApprovals !== 0)
                            writer.uint32(40).uint32(message.requiredApprovals);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    ApprovalRequestPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.quorum.v1.ApprovalRequestPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.requestId = value;
                                    else
                                        delete message.requestId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.action = value;
                                    else
                                        delete message.action;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.summary = value;
                                    else
                                        delete message.summary;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = reader.bytes()).length)
                                        message.details = value;
                                    else
                                        delete message.details;
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 0)
                                        throw $wrongWireType(tag, wireType);
                                    if (value = reader.uint32())
                                        message.requiredApprovals = value;
                                    else
                                        delete message.requiredApprovals;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return ApprovalRequestPayload;
                })();

                v1.ApprovePayload = (function() {

                    const ApprovePayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    ApprovePayload.prototype.requestId = "";
                    ApprovePayload.prototype.reason = "";

                    ApprovePayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== "")
                            writer.uint32(10).string(message.requestId);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(18).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    ApprovePayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.quorum.v1.ApprovePayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.requestId = value;
                                    else
                                        delete message.requestId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return ApprovePayload;
                })();

                v1.RejectPayload = (function() {

                    const RejectPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    RejectPayload.prototype.requestId = "";
                    RejectPayload.prototype.reason = "";

                    RejectPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== "")
                            writer.uint32(10).string(message.requestId);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(18).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    RejectPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.quorum.v1.RejectPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.requestId = value;
                                    else
                                        delete message.requestId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return RejectPayload;
                })();

                v1.AbstainPayload = (function() {

                    const AbstainPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    AbstainPayload.prototype.requestId = "";
                    AbstainPayload.prototype.reason = "";

                    AbstainPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== "")
                            writer.uint32(10).string(message.requestId);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(18).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    AbstainPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.quorum.v1.AbstainPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.requestId = value;
                                    else
                                        delete message.requestId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return AbstainPayload;
                })();

                return v1;
            })();

            return quorum;
        })();

        modes.task = (function() {

            const task = {};

            task.v1 = (function() {

                const v1 = {};

                v1.TaskRequestPayload = (function() {

                    const TaskRequestPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    TaskRequestPayload.prototype.taskId = "";
                    TaskRequestPayload.prototype.title = "";
                    TaskRequestPayload.prototype.instructions = "";
                    TaskRequestPayload.prototype.requestedAssignee = "";
                    TaskRequestPayload.prototype.input = $util.newBuffer([]);
                    TaskRequestPayload.prototype.deadlineUnixMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                    TaskRequestPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                            writer.uint32(10).string(message.taskId);
                        if (message.title != null && $Object.hasOwnProperty.call(message, "title") && message.title !== "")
                            writer.uint32(18).string(message.title);
                        if (message.instructions != null && $Object.hasOwnProperty.call(message, "instructions") && message.instructions !== "")
                            writer.uint32(26).string(message.instructions);
                        if (message.requestedAssignee != null && $Object.hasOwnProperty.call(message, "requestedAssignee") && message.requestedAssignee !== "")
                            writer.uint32(34).string(message.requestedAssignee);
                        if (message.input != null && $Object.hasOwnProperty.call(message, "input") && message.input.length)
                            writer.uint32(42).bytes(message.input);
                        if (message.deadlineUnixMs != null && $Object.hasOwnProperty.call(message, "deadlineUnixMs") && (typeof message.deadlineUnixMs === "object" ? message.deadlineUnixMs.low || message.deadlineUnixMs.high : message.deadlineUnixMs !== 0))
                            writer.uint32(48).int64(message.deadlineUnixMs);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    TaskRequestPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.task.v1.TaskRequestPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.taskId = value;
                                    else
                                        delete message.taskId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.title = value;
                                    else
                                        delete message.title;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.instructions = value;
                                    else
                                        delete message.instructions;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.requestedAssignee = value;
                                    else
                                        delete message.requestedAssignee;
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = reader.bytes()).length)
                                        message.input = value;
                                    else
                                        delete message.input;
                                    continue;
                                }
                            case 6: {
                                    if (wireType !== 0)
                                        throw $wrongWireType(tag, wireType);
                                    if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                        message.deadlineUnixMs = value;
                                    else
                                        delete message.deadlineUnixMs;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return TaskRequestPayload;
                })();

                v1.TaskAcceptPayload = (function() {

                    const TaskAcceptPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    TaskAcceptPayload.prototype.taskId = "";
                    TaskAcceptPayload.prototype.assignee = "";
                    TaskAcceptPayload.prototype.reason = "";

                    TaskAcceptPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                            writer.uint32(10).string(message.taskId);
                        if (message.assignee != null && $Object.hasOwnProperty.call(message, "assignee") && message.assignee !== "")
                            writer.uint32(18).string(message.assignee);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(26).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    TaskAcceptPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.task.v1.TaskAcceptPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.taskId = value;
                                    else
                                        delete message.taskId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.assignee = value;
                                    else
                                        delete message.assignee;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return TaskAcceptPayload;
                })();

                v1.TaskRejectPayload = (function() {

                    const TaskRejectPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    TaskRejectPayload.prototype.taskId = "";
                    TaskRejectPayload.prototype.assignee = "";
                    TaskRejectPayload.prototype.reason = "";

                    TaskRejectPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                            writer.uint32(10).string(message.taskId);
                        if (message.assignee != null && $Object.hasOwnProperty.call(message, "assignee") && message.assignee !== "")
                            writer.uint32(18).string(message.assignee);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(26).string(message.reason);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    TaskRejectPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.task.v1.TaskRejectPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.taskId = value;
                                    else
                                        delete message.taskId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.assignee = value;
                                    else
                                        delete message.assignee;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return TaskRejectPayload;
                })();

                v1.TaskUpdatePayload = (function() {

                    const TaskUpdatePayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    TaskUpdatePayload.prototype.taskId = "";
                    TaskUpdatePayload.prototype.status = "";
                    TaskUpdatePayload.prototype.progress = 0;
                    TaskUpdatePayload.prototype.message = "";
                    TaskUpdatePayload.prototype.partialOutput = $util.newBuffer([]);

                    TaskUpdatePayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                            writer.uint32(10).string(message.taskId);
                        if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== "")
                            writer.uint32(18).string(message.status);
                        if (message.progress != null && $Object.hasOwnProperty.call(message, "progress") && !$Object.is(message.progress, 0))
                            writer.uint32(25).double(message.progress);
                        if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                            writer.uint32(34).string(message.message);
                        if (message.partialOutput != null && $Object.hasOwnProperty.call(message, "partialOutput") && message.partialOutput.length)
                            writer.uint32(42).bytes(message.partialOutput);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    TaskUpdatePayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.task.v1.TaskUpdatePayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.taskId = value;
                                    else
                                        delete message.taskId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.status = value;
                                    else
                                        delete message.status;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 1)
                                        throw $wrongWireType(tag, wireType);
                                    if (!$Object.is(value = reader.double(), 0))
                                        message.progress = value;
                                    else
                                        delete message.progress;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.message = value;
                                    else
                                        delete message.message;
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = reader.bytes()).length)
                                        message.partialOutput = value;
                                    else
                                        delete message.partialOutput;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return TaskUpdatePayload;
                })();

                v1.TaskCompletePayload = (function() {

                    const TaskCompletePayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    TaskCompletePayload.prototype.taskId = "";
                    TaskCompletePayload.prototype.assignee = "";
                    TaskCompletePayload.prototype.output = $util.newBuffer([]);
                    TaskCompletePayload.prototype.summary = "";

                    TaskCompletePayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                            writer.uint32(10).string(message.taskId);
                        if (message.assignee != null && $Object.hasOwnProperty.call(message, "assignee") && message.assignee !== "")
                            writer.uint32(18).string(message.assignee);
                        if (message.output != null && $Object.hasOwnProperty.call(message, "output") && message.output.length)
                            writer.uint32(26).bytes(message.output);
                        if (message.summary != null && $Object.hasOwnProperty.call(message, "summary") && message.summary !== "")
                            writer.uint32(34).string(message.summary);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    TaskCompletePayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.task.v1.TaskCompletePayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.taskId = value;
                                    else
                                        delete message.taskId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.assignee = value;
                                    else
                                        delete message.assignee;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = reader.bytes()).length)
                                        message.output = value;
                                    else
                                        delete message.output;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.summary = value;
                                    else
                                        delete message.summary;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return TaskCompletePayload;
                })();

                v1.TaskFailPayload = (function() {

                    const TaskFailPayload = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    TaskFailPayload.prototype.taskId = "";
                    TaskFailPayload.prototype.assignee = "";
                    TaskFailPayload.prototype.errorCode = "";
                    TaskFailPayload.prototype.reason = "";
                    TaskFailPayload.prototype.retryable = false;

                    TaskFailPayload.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                            writer.uint32(10).string(message.taskId);
                        if (message.assignee != null && $Object.hasOwnProperty.call(message, "assignee") && message.assignee !== "")
                            writer.uint32(18).string(message.assignee);
                        if (message.errorCode != null && $Object.hasOwnProperty.call(message, "errorCode") && message.errorCode !== "")
                            writer.uint32(26).string(message.errorCode);
                        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                            writer.uint32(34).string(message.reason);
                        if (message.retryable != null && $Object.hasOwnProperty.call(message, "retryable") && message.retryable !== false)
                            writer.uint32(40).bool(message.retryable);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    TaskFailPayload.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.macp.modes.task.v1.TaskFailPayload();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.taskId = value;
                                    else
                                        delete message.taskId;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.assignee = value;
                                    else
                                        delete message.assignee;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.errorCode = value;
                                    else
                                        delete message.errorCode;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        throw $wrongWireType(tag, wireType);
                                    if ((value = $readText(reader)).length)
                                        message.reason = value;
                                    else
                                        delete message.reason;
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 0)
                                        throw $wrongWireType(tag, wireType);
                                    if (value = reader.bool())
                                        message.retryable = value;
                                    else
                                        delete message.retryable;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return TaskFailPayload;
                })();

                return v1;
            })();

            return task;
        })();

        return modes;
    })();

    return macp;
})();

export {
  $root as default
};
