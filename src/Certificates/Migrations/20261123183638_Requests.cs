using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Certificates.Migrations
{
    /// <inheritdoc />
    public partial class Requests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_certificate_not_after",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.CreateSequence(
                name: "request_serial",
                schema: "certificates");

            migrationBuilder.AlterColumn<string>(
                name: "subject_name",
                schema: "certificates",
                table: "certificate",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                collation: "vi-x-icu",
                oldClrType: typeof(string),
                oldType: "character varying(300)",
                oldMaxLength: 300);

            migrationBuilder.AlterColumn<Guid>(
                name: "person_id",
                schema: "certificates",
                table: "certificate",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "device_id",
                schema: "certificates",
                table: "certificate",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "email",
                schema: "certificates",
                table: "certificate",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "key_algorithm",
                schema: "certificates",
                table: "certificate",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "organisation_units",
                schema: "certificates",
                table: "certificate",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                schema: "certificates",
                table: "certificate",
                type: "character varying(900)",
                maxLength: 900,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "subject",
                schema: "certificates",
                table: "certificate",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Person");

            migrationBuilder.AddColumn<Guid>(
                name: "unit_id",
                schema: "certificates",
                table: "certificate",
                type: "uuid",
                nullable: true);

            // What was registered before is found by name as well.
            migrationBuilder.Sql("create extension if not exists unaccent");
            migrationBuilder.Sql("update certificates.certificate set search_text = lower(unaccent(subject_name))");

            migrationBuilder.CreateTable(
                name: "certificate_event",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    certificate_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    detail = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificate_event", x => x.id);
                    table.ForeignKey(
                        name: "fk_certificate_event_certificates_certificate_id",
                        column: x => x.certificate_id,
                        principalSchema: "certificates",
                        principalTable: "certificate",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "certificate_import",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_by = table.Column<Guid>(type: "uuid", nullable: false),
                    sent_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    total = table.Column<int>(type: "integer", nullable: true),
                    done = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificate_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "device",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    serial = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    phone_number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    carrier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "holiday",
                schema: "certificates",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    is_worked = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holiday", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "request",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    serial = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "nextval('certificates.request_serial')"),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    subject = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    form_set = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    filed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    filed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "saved_filter",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    query = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_filter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "imported_certificate",
                schema: "certificates",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    entry_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    outcome = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    detail = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    der = table.Column<byte[]>(type: "bytea", nullable: true),
                    candidates = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    certificate_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imported_certificate", x => new { x.import_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_imported_certificate_certificate_import_import_id",
                        column: x => x.import_id,
                        principalSchema: "certificates",
                        principalTable: "certificate_import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "device_move",
                schema: "certificates",
                columns: table => new
                {
                    device_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    to = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    holder_person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_move", x => new { x.device_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_device_move_devices_device_id",
                        column: x => x.device_id,
                        principalSchema: "certificates",
                        principalTable: "device",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "request_line",
                schema: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    subject_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "vi-x-icu"),
                    search_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    certificate_id = table.Column<Guid>(type: "uuid", nullable: true),
                    device_id = table.Column<Guid>(type: "uuid", nullable: true),
                    fields = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    questioned = table.Column<string[]>(type: "text[]", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    issuer_fault = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    issuer_fault_detail = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_line", x => x.id);
                    table.ForeignKey(
                        name: "fk_request_line_request_request_id",
                        column: x => x.request_id,
                        principalSchema: "certificates",
                        principalTable: "request",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "request_step",
                schema: "certificates",
                columns: table => new
                {
                    line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    act = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    from = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    to = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    questioned = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_step", x => new { x.line_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_request_step_request_line_line_id",
                        column: x => x.line_id,
                        principalSchema: "certificates",
                        principalTable: "request_line",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_certificate_device_id",
                schema: "certificates",
                table: "certificate",
                column: "device_id");

            migrationBuilder.CreateIndex(
                name: "ix_certificate_email",
                schema: "certificates",
                table: "certificate",
                column: "email");

            migrationBuilder.CreateIndex(
                name: "ix_certificate_not_after_id",
                schema: "certificates",
                table: "certificate",
                columns: new[] { "not_after", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_certificate_search_text",
                schema: "certificates",
                table: "certificate",
                column: "search_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_certificate_serial_number",
                schema: "certificates",
                table: "certificate",
                column: "serial_number");

            migrationBuilder.CreateIndex(
                name: "ix_certificate_unit_id",
                schema: "certificates",
                table: "certificate",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_certificate_event_certificate_id",
                schema: "certificates",
                table: "certificate_event",
                column: "certificate_id");

            migrationBuilder.CreateIndex(
                name: "ix_certificate_import_sent_at",
                schema: "certificates",
                table: "certificate_import",
                column: "sent_at");

            migrationBuilder.CreateIndex(
                name: "ix_device_kind_serial",
                schema: "certificates",
                table: "device",
                columns: new[] { "kind", "serial" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_device_person_id",
                schema: "certificates",
                table: "device",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_device_phone_number",
                schema: "certificates",
                table: "device",
                column: "phone_number");

            migrationBuilder.CreateIndex(
                name: "ix_device_state_serial",
                schema: "certificates",
                table: "device",
                columns: new[] { "state", "serial" });

            migrationBuilder.CreateIndex(
                name: "ix_device_unit_id",
                schema: "certificates",
                table: "device",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_request_filed_at",
                schema: "certificates",
                table: "request",
                column: "filed_at");

            migrationBuilder.CreateIndex(
                name: "ix_request_serial",
                schema: "certificates",
                table: "request",
                column: "serial",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_request_unit_id_filed_at",
                schema: "certificates",
                table: "request",
                columns: new[] { "unit_id", "filed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_request_line_certificate_id",
                schema: "certificates",
                table: "request_line",
                column: "certificate_id");

            migrationBuilder.CreateIndex(
                name: "ix_request_line_person_id",
                schema: "certificates",
                table: "request_line",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_request_line_request_id_ordinal",
                schema: "certificates",
                table: "request_line",
                columns: new[] { "request_id", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_request_line_search_name",
                schema: "certificates",
                table: "request_line",
                column: "search_name")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_request_line_state_due_on",
                schema: "certificates",
                table: "request_line",
                columns: new[] { "state", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_filter_account_id_list_name",
                schema: "certificates",
                table: "saved_filter",
                columns: new[] { "account_id", "list", "name" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_certificate_devices_device_id",
                schema: "certificates",
                table: "certificate",
                column: "device_id",
                principalSchema: "certificates",
                principalTable: "device",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_certificate_devices_device_id",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropTable(
                name: "certificate_event",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "device_move",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "holiday",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "imported_certificate",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "request_step",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "saved_filter",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "device",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "certificate_import",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "request_line",
                schema: "certificates");

            migrationBuilder.DropTable(
                name: "request",
                schema: "certificates");

            migrationBuilder.DropIndex(
                name: "ix_certificate_device_id",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropIndex(
                name: "ix_certificate_email",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropIndex(
                name: "ix_certificate_not_after_id",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropIndex(
                name: "ix_certificate_search_text",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropIndex(
                name: "ix_certificate_serial_number",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropIndex(
                name: "ix_certificate_unit_id",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropColumn(
                name: "device_id",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropColumn(
                name: "email",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropColumn(
                name: "key_algorithm",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropColumn(
                name: "organisation_units",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropColumn(
                name: "search_text",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropColumn(
                name: "subject",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropColumn(
                name: "unit_id",
                schema: "certificates",
                table: "certificate");

            migrationBuilder.DropSequence(
                name: "request_serial",
                schema: "certificates");

            migrationBuilder.AlterDatabase()
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.AlterColumn<string>(
                name: "subject_name",
                schema: "certificates",
                table: "certificate",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(300)",
                oldMaxLength: 300,
                oldCollation: "vi-x-icu");

            migrationBuilder.AlterColumn<Guid>(
                name: "person_id",
                schema: "certificates",
                table: "certificate",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_certificate_not_after",
                schema: "certificates",
                table: "certificate",
                column: "not_after");
        }
    }
}
