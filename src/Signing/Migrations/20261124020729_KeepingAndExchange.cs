using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace ThanhHoa.DigitalSignature.Signing.Migrations
{
    /// <inheritdoc />
    public partial class KeepingAndExchange : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "channel",
                schema: "signing",
                table: "signing_attempt",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Pc");

            migrationBuilder.CreateTable(
                name: "document_text",
                schema: "signing",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    files = table.Column<int>(type: "integer", nullable: false),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_text", x => x.document_id);
                    table.ForeignKey(
                        name: "fk_document_text_document_document_id",
                        column: x => x.document_id,
                        principalSchema: "signing",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "exchange_address",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organ_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    telephone = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exchange_address", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exchange_status",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_ours = table.Column<bool>(type: "boolean", nullable: false),
                    code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    organ_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    organ_name = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    description = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exchange_status", x => x.id);
                    table.ForeignKey(
                        name: "fk_exchange_status_document_document_id",
                        column: x => x.document_id,
                        principalSchema: "signing",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incoming_facts",
                schema: "signing",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sender_name = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    sender_organ_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    original_number = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    original_date = table.Column<DateOnly>(type: "date", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    edxml_id = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    package_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    finding = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    recall_asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recall_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    searched_text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incoming_facts", x => x.document_id);
                    table.ForeignKey(
                        name: "fk_incoming_facts_document_document_id",
                        column: x => x.document_id,
                        principalSchema: "signing",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "preservation",
                schema: "signing",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    reached = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    wanted = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    waiting_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_try_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    last_problem = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    last_detail = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    stamp_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_preservation", x => new { x.document_id, x.part });
                    table.ForeignKey(
                        name: "fk_preservation_document_document_id",
                        column: x => x.document_id,
                        principalSchema: "signing",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "retention_rule",
                schema: "signing",
                columns: table => new
                {
                    purpose = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    years = table.Column<int>(type: "integer", nullable: true),
                    set_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retention_rule", x => new { x.purpose, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "server_seal",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    certificate_thumbprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    key_label = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    enabled_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    enabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    disabled_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_server_seal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sign_ticket",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    act = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    signatory_ordinal = table.Column<int>(type: "integer", nullable: true),
                    signer_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    upload_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    accepted_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    refusal = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_ticket", x => new { x.id, x.version_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_signature_accepted_at",
                schema: "signing",
                table: "signature",
                column: "accepted_at");

            migrationBuilder.CreateIndex(
                name: "ix_document_dated_on",
                schema: "signing",
                table: "document",
                column: "dated_on");

            migrationBuilder.CreateIndex(
                name: "ix_document_submitted_at",
                schema: "signing",
                table: "document",
                column: "submitted_at");

            migrationBuilder.CreateIndex(
                name: "ix_document_text_words",
                schema: "signing",
                table: "document_text",
                column: "words")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_exchange_address_unit_id",
                schema: "signing",
                table: "exchange_address",
                column: "unit_id",
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_exchange_status_document_id",
                schema: "signing",
                table: "exchange_status",
                column: "document_id");

            migrationBuilder.CreateIndex(
                name: "ix_incoming_facts_searched_text",
                schema: "signing",
                table: "incoming_facts",
                column: "searched_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_incoming_facts_unit_id_edxml_id",
                schema: "signing",
                table: "incoming_facts",
                columns: new[] { "unit_id", "edxml_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_incoming_facts_unit_id_received_at",
                schema: "signing",
                table: "incoming_facts",
                columns: new[] { "unit_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_preservation_next_try_at",
                schema: "signing",
                table: "preservation",
                column: "next_try_at");

            migrationBuilder.CreateIndex(
                name: "ix_preservation_waiting_since",
                schema: "signing",
                table: "preservation",
                column: "waiting_since",
                filter: "waiting_since is not null");

            migrationBuilder.CreateIndex(
                name: "ix_server_seal_unit_id",
                schema: "signing",
                table: "server_seal",
                column: "unit_id",
                unique: true,
                filter: "disabled_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_sign_ticket_accepted_version_id",
                schema: "signing",
                table: "sign_ticket",
                column: "accepted_version_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sign_ticket_call_id",
                schema: "signing",
                table: "sign_ticket",
                column: "call_id");

            migrationBuilder.CreateIndex(
                name: "ix_sign_ticket_expires_at",
                schema: "signing",
                table: "sign_ticket",
                column: "expires_at",
                filter: "accepted_version_id is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "document_text",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "exchange_address",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "exchange_status",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "incoming_facts",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "preservation",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "retention_rule",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "server_seal",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "sign_ticket",
                schema: "signing");

            migrationBuilder.DropIndex(
                name: "ix_signature_accepted_at",
                schema: "signing",
                table: "signature");

            migrationBuilder.DropIndex(
                name: "ix_document_dated_on",
                schema: "signing",
                table: "document");

            migrationBuilder.DropIndex(
                name: "ix_document_submitted_at",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "channel",
                schema: "signing",
                table: "signing_attempt");
        }
    }
}
